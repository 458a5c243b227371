// The tree of a page with its shadow roots, open or closed.
"use strict";
{
  // A page may name a form's fields `parentElement` or an image `activeElement`: properties are read where it cannot reach.
  const getter = (type, name) => Object.getOwnPropertyDescriptor(type.prototype, name).get;
  const activeElement = getter(Document, "activeElement");
  const parentElement = getter(Node, "parentElement");
  const getRootNode = Node.prototype.getRootNode;
  const querySelectorAll = Element.prototype.querySelectorAll;

  function shadowOf(element) {
    return element instanceof HTMLElement ? chrome.dom.openOrClosedShadowRoot(element) : null;
  }

  /** The element that has the keyboard, however deep in shadow roots; null if there is none. */
  function active() {
    let element = activeElement.call(document);
    for (let inner; (inner = element && shadowOf(element)?.activeElement); ) element = inner;
    return element;
  }

  /** The element that a pointer event hit: a closed root shows its host alone in the event's path. */
  function hit(event) {
    let element = event.composedPath()[0];
    for (let root; (root = shadowOf(element)); ) {
      const inner = root.elementFromPoint(event.clientX, event.clientY);
      if (!inner || inner === element || !root.contains(inner)) break;
      element = inner;
    }
    return element instanceof Element ? element : document.documentElement;
  }

  /** The element that an event was raised at; what a closed root hides is the one that has the keyboard. */
  function target(event) {
    const element = event.composedPath()[0];
    return shadowOf(element) ? active() : element;
  }

  /** All elements in an element. */
  function all(element) {
    return querySelectorAll.call(element, "*");
  }

  /** The parent element, out of a shadow root to its host; null at the top. */
  function parent(element) {
    return parentElement.call(element) ?? getRootNode.call(element).host ?? null;
  }

  /** The element itself or the nearest one around it that passes a test, forms left out; null if none does. */
  function closest(element, test) {
    for (let found = element; found; found = parent(found)) if (!(found instanceof HTMLFormElement) && test(found)) return found;
    return null;
  }

  handrail.tree = { shadowOf, active, hit, target, all, parent, closest };
}
