namespace BookingEngine.Pipeline;

/// <summary>Small named values of the pipeline itself: where the relay and the sweep stand.</summary>
public interface ICheckpoints
{
    Task<string?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>Replaces <paramref name="expected"/> (null: nothing yet) by <paramref name="next"/>; false if something else stands
    /// there by now.</summary>
    Task<bool> TryReplaceAsync(string name, string? expected, string next);
}
