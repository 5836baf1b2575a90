from nnviz.gui.explanation.trail import Trail


def test_that_one_goes_back_and_forward_and_another_way():
    trail = Trail()
    assert (trail.here, trail.back(), trail.forward()) == (None, None, None)
    for key in "abc":
        trail.visit(key)
    trail.visit("c")
    assert (trail.back(), trail.back(), trail.back()) == (("b", False), ("a", False), None)
    assert trail.forward() == ("b", False)
    trail.visit("d", True)
    assert not trail.can_go_forward
    assert trail.back() == ("b", False)
    trail.clear()
    assert not trail.can_go_back
