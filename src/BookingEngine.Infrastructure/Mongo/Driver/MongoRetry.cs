using BookingEngine.Ports;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Driver;

/// <param name="First">The wait before the second try; it doubles from there.</param>
/// <param name="Longest">The longest wait between two tries, unless the server asks for more.</param>
/// <param name="Patience">After this long nothing is tried again.</param>
public sealed record RetryPolicy(TimeSpan First, TimeSpan Longest, TimeSpan Patience)
{
    /// <summary>Long enough for an election, short enough for someone who waits for an answer.</summary>
    public static RetryPolicy Default { get; } = new(TimeSpan.FromMilliseconds(25), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8));
}

/// <summary>Repeats an operation that may succeed a moment later. The total time is bounded, each wait is longer at random by up to a half, and the
/// server may ask for a longer one. This is the only place where the driver's exceptions become ours.</summary>
internal sealed class MongoRetry(RetryPolicy policy, TimeProvider time, IRandomBytes random)
{
    /// <param name="operation">May be repeated, also if the try before has succeeded.</param>
    /// <exception cref="StoreUnavailableException">The store did not answer, or not in time.</exception>
    /// <exception cref="UnusableStoreException">It is too old for the driver.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> operation, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await operation();
            }
            catch (Exception e) when (MongoErrors.IsPassing(e) && !cancellation.IsCancellationRequested)
            {
                var wait = WaitAfter(tries, e);
                if (time.GetElapsedTime(started) + wait > policy.Patience)
                {
                    throw new StoreUnavailableException($"MongoDB did not answer in time, at {tries} tries.", e);
                }

                await Task.Delay(wait, time, cancellation);
            }
            catch (Exception e) when (MongoErrors.IsRefused(e))
            {
                throw new StoreUnavailableException("MongoDB refuses the credentials of MONGODB_URI, or what they may do.", e);
            }
            catch (MongoIncompatibleDriverException e)
            {
                throw new UnusableStoreException("MONGODB_URI must name a MongoDB 4.4 or later, or a Cosmos DB of server version 5.0 or later: this server is older.", e);
            }
        }
    }

    private TimeSpan WaitAfter(int tries, Exception e)
    {
        Span<byte> spread = stackalloc byte[1];
        random.Fill(spread);
        var doubled = policy.First * Math.Pow(2, Math.Min(tries - 1, 10));
        var wait = doubled < policy.Longest ? doubled : policy.Longest;
        var hint = MongoErrors.WaitHint(e) ?? TimeSpan.Zero;
        return (hint > wait ? hint : wait) * (1 + (spread[0] / 510.0));
    }
}
