using Azure.Core;

namespace BookingEngine.Infrastructure.Queues;

/// <summary>How often and how long the Azure client tries one call.</summary>
/// <param name="Count">Tries after the first.</param>
/// <param name="LongestDelay">The pause between two tries; the first is a fifth of it.</param>
/// <param name="Timeout">How long one try waits for the server.</param>
public sealed record StorageRetries(int Count, TimeSpan LongestDelay, TimeSpan Timeout)
{
    /// <summary>A request waits for some of these calls: a 503 soon is better than a late answer. The client's default is 100 s, four times.</summary>
    public static StorageRetries Default { get; } = new(Count: 2, LongestDelay: TimeSpan.FromSeconds(1), Timeout: TimeSpan.FromSeconds(3));

    /// <summary>After this time a failing call has ended.</summary>
    public TimeSpan Longest => ((Count + 1) * Timeout) + (Count * LongestDelay);

    internal TOptions ApplyTo<TOptions>(TOptions options)
        where TOptions : ClientOptions
    {
        options.Retry.MaxRetries = Count;
        options.Retry.Delay = LongestDelay / 5;
        options.Retry.MaxDelay = LongestDelay;
        options.Retry.NetworkTimeout = Timeout;
        return options;
    }
}
