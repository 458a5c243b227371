"""`python -m streams`: one worker process. Apart from `streams.process`, so that helper processes can import what they build."""

from streams.process import main

if __name__ == "__main__":
    main()
