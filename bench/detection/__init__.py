"""What detection finds, spares and lets through, on invented desktop texts, on key streams made of them, and on recordings."""
