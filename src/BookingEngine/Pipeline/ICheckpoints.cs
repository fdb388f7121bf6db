namespace BookingEngine.Pipeline;

/// <summary>Small named values of the pipeline, such as the positions of the relay and the sweep.</summary>
public interface ICheckpoints
{
    Task<string?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>Replaces <paramref name="expected"/> with <paramref name="next"/>; null expects no value yet. False if the stored value
    /// differs from the expected one.</summary>
    Task<bool> TryReplaceAsync(string name, string? expected, string next);
}
