using Azure.Core;

namespace BookingEngine.Infrastructure.Queues;

/// <summary>How often and how long the Azure client tries one call.</summary>
/// <param name="Count">The number of tries after the first.</param>
/// <param name="LongestDelay">The longest pause between two tries. The first pause is a fifth of it.</param>
/// <param name="Timeout">How long one try waits for the server.</param>
public sealed record StorageRetries(int Count, TimeSpan LongestDelay, TimeSpan Timeout)
{
    /// <summary>Requests wait for some of these calls, and an early 503 is better than a late answer. The client's own default is four tries
    /// of 100 s each.</summary>
    public static StorageRetries Default { get; } = new(Count: 2, LongestDelay: TimeSpan.FromSeconds(1), Timeout: TimeSpan.FromSeconds(3));

    /// <summary>The longest time that a failing call takes.</summary>
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
