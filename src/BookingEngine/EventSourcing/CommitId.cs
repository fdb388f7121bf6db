namespace BookingEngine.EventSourcing;

/// <summary>The identity of one attempt to append: the same for every retry of it, so that a retry whose first try did land is
/// recognised and not repeated.</summary>
public readonly record struct CommitId(Guid Value)
{
    public override string ToString() => Value.ToString("N");
}
