"""Control types of Windows UI Automation as ARIA roles."""

_ROLES = {
    "AppBar": "toolbar",
    "Button": "button",
    "Calendar": "grid",
    "CheckBox": "checkbox",
    "ComboBox": "combobox",
    "DataGrid": "grid",
    "DataItem": "row",
    "Document": "document",
    "Edit": "textbox",
    "Group": "group",
    "Header": "rowgroup",
    "HeaderItem": "columnheader",
    "Hyperlink": "link",
    "Image": "img",
    "List": "listbox",
    "ListItem": "option",
    "Menu": "menu",
    "MenuBar": "menubar",
    "MenuItem": "menuitem",
    "Pane": "region",
    "ProgressBar": "progressbar",
    "RadioButton": "radio",
    "ScrollBar": "scrollbar",
    "Separator": "separator",
    "Slider": "slider",
    "Spinner": "spinbutton",
    "SplitButton": "button",
    "StatusBar": "status",
    "Tab": "tablist",
    "TabItem": "tab",
    "Table": "table",
    "Text": "text",
    "Thumb": "slider",
    "TitleBar": "banner",
    "ToolBar": "toolbar",
    "ToolTip": "tooltip",
    "Tree": "tree",
    "TreeItem": "treeitem",
    "Window": "window",
}


def role(control_type: str) -> str:
    """The ARIA role of a control type such as `ButtonControl`; `generic` for one that has none."""
    return _ROLES.get(control_type.removesuffix("Control"), "generic")
