namespace BookingEngine.Slots.Occupied;

/// <summary>Marks the nodes that a series of changes has created. Nobody else knows these nodes before its end, so it may change them in place. Once it has
/// ended, nothing has this owner that could be changed, and they are as immutable as all others.</summary>
internal sealed class ChangeOwner;
