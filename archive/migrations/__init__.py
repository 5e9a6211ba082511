"""How the tables came to be.

For each trigger, constraint and index Django makes all classes near its table anew, which took half the time of a first start.
Here it is noted on the class that is there.
"""

from typing import Any

from django.db.migrations import AddConstraint, AddIndex, RemoveConstraint, RemoveIndex
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger


def keep_classes(operation: Any) -> None:
    forwards = operation.state_forwards

    def state_forwards(self: Any, app_label: str, state: ProjectState) -> None:
        classes = state.__dict__.pop("apps", None)
        forwards(self, app_label, state)
        if classes is not None:
            state.__dict__["apps"] = classes
            options = state.models[app_label, self.model_name_lower].options
            meta = classes.get_model(app_label, self.model_name)._meta
            setattr(meta, self.option_name, options[self.option_name])

    operation.state_forwards = state_forwards


for each in (AddTrigger, RemoveTrigger, AddConstraint, RemoveConstraint, AddIndex, RemoveIndex):
    keep_classes(each)
