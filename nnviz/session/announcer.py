"""State that announces its changes: listeners are called with a topic, and let go by closing their subscription."""

from collections.abc import Callable
from typing import Literal

Topic = Literal[
    "document", "values", "moment", "selection", "hover", "highlight", "settings", "history", "running", "example", "undo",
    "problem", "losses", "distortion", "patterns", "examples", "timeline", "lesson", "predict", "held", "asked",
    "opened",
]
Listener = Callable[[Topic], None]


class Subscription:
    """A listener's hold on an announcer; after ``close`` it hears nothing more."""

    def __init__(self, announcer: "Announcer", listener: Listener) -> None:
        self._announcer, self._listener = announcer, listener

    def close(self) -> None:
        """Ends it; closing twice does nothing."""
        self._announcer.forget(self)

    def tell(self, topic: Topic) -> None:
        """Calls the listener."""
        self._listener(topic)


class Announcer:
    """Tells every listener, in the order of subscription, what has changed."""

    training = scrubbing = False
    """Whether it trains; whether someone drags along its steps."""

    def __init__(self) -> None:
        self._subscriptions: list[Subscription] = []

    @property
    def hurried(self) -> bool:
        """Whether it announces more often than can be read."""
        return self.training or self.scrubbing

    def subscribe(self, listener: Listener) -> Subscription:
        """Calls ``listener`` with the topic of every change from now on."""
        subscription = Subscription(self, listener)
        self._subscriptions.append(subscription)
        return subscription

    def forget(self, subscription: Subscription) -> None:
        """Drops a subscription, if it is there."""
        if subscription in self._subscriptions:
            self._subscriptions.remove(subscription)

    def announce(self, *topics: Topic) -> None:
        """Tells all listeners of each topic; a listener closed on the way hears no more."""
        for topic in topics:
            for subscription in tuple(self._subscriptions):
                if subscription in self._subscriptions:
                    subscription.tell(topic)
