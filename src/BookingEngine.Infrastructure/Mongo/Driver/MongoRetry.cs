using BookingEngine.Ports;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Driver;

/// <param name="First">The wait before the second try. Each further wait doubles.</param>
/// <param name="Longest">The longest wait between two tries, unless the server asks for more.</param>
/// <param name="TotalTimeout">The time after which there is no further try.</param>
public sealed record RetryPolicy(TimeSpan First, TimeSpan Longest, TimeSpan TotalTimeout)
{
    /// <summary>Long enough for an election of a replica set, short enough for a waiting client.</summary>
    public static RetryPolicy Default { get; } = new(TimeSpan.FromMilliseconds(25), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8));
}

/// <summary>Retries an operation after a transient error, for a limited total time. Each wait gets random jitter of up to a half. The server may
/// ask for a longer wait. Only this class translates the driver's exceptions.</summary>
internal sealed class MongoRetry(RetryPolicy policy, TimeProvider time, IRandomBytes random)
{
    /// <param name="operation">Must be idempotent: a retry may follow a try that succeeded.</param>
    /// <exception cref="StoreUnavailableException">The store did not answer in time, or it denied access.</exception>
    /// <exception cref="UnusableStoreException">The server is too old for the driver.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> operation, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await operation();
            }
            catch (Exception e) when (MongoErrors.IsTransient(e) && !cancellation.IsCancellationRequested)
            {
                var wait = WaitAfter(tries, e);
                if (time.GetElapsedTime(started) + wait > policy.TotalTimeout)
                {
                    throw new StoreUnavailableException($"MongoDB did not answer in time, after {tries} tries.", e);
                }

                await Task.Delay(wait, time, cancellation);
            }
            catch (Exception e) when (MongoErrors.IsAccessDenied(e))
            {
                throw new StoreUnavailableException(
                    "MongoDB rejects the credentials of MONGODB_URI, or the user lacks a permission. Correct MONGODB_URI or the user's roles.", e);
            }
            catch (MongoIncompatibleDriverException e)
            {
                throw new UnusableStoreException("MONGODB_URI must name a MongoDB 4.4 or later, or a Cosmos DB of server version 5.0 or later. This server is older.", e);
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
