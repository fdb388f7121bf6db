namespace BookingEngine.EventSourcing;

/// <summary>What became of a run.</summary>
/// <param name="Stand">How many of its commits stand, counted from the first.</param>
/// <param name="AreOwn">Whether those are known to be these commits. If not, another attempt at the last one may have written it, with other
/// events.</param>
public readonly record struct AppendResult(int Stand, bool AreOwn)
{
    public static implicit operator AppendResult(int stand) => new(stand, AreOwn: false);

    public static implicit operator int(AppendResult result) => result.Stand;
}
