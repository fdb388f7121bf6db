using System.Collections.Concurrent;
using BookingEngine.Ports;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Pipeline;

/// <summary>Which events a new event handler gets in a deployment that already has events.</summary>
public enum HandlerStart
{
    /// <summary>Only events recorded since the deployment first ran with the handler.</summary>
    Deployment,

    /// <summary>All events ever recorded.</summary>
    Beginning,
}

/// <summary>Knows the instant from which each event handler handles events. A deployment stores the instant once, when it first runs with
/// the handler. The value never changes, so all instances skip the same events.</summary>
public sealed class HandlerStarts(IEnumerable<IEventHandler> handlers, ICheckpoints checkpoints, TimeProvider time)
{
    /// <summary>The prefix of each checkpoint's name. The handler's name follows it.</summary>
    public const string Prefix = "start of ";

    private readonly ConcurrentDictionary<string, Instant> _known = [];

    /// <summary>Stores the start of each handler that has none. Call it at most some minutes after the process begins to serve, so within the overlap of
    /// <see cref="OfAsync"/>. Otherwise handlers could skip events that this process records.</summary>
    public async Task RecordAsync(CancellationToken cancellation)
    {
        foreach (var handler in handlers)
        {
            await OfAsync(handler, cancellation);
        }
    }

    /// <summary>The handler skips events recorded before this instant. It is slightly earlier than the stored one, because the clocks of
    /// instances differ. The handler may get events from those minutes, but it misses none.</summary>
    public async Task<Instant> OfAsync(IEventHandler handler, CancellationToken cancellation)
    {
        if (handler.StartsAt is HandlerStart.Beginning)
        {
            return Instant.MinValue;
        }

        return _known.TryGetValue(handler.Name, out var known)
            ? known
            : _known[handler.Name] = await FindOrStoreAsync(Prefix + handler.Name, cancellation) - Sweep.Overlap;
    }

    private async Task<Instant> FindOrStoreAsync(string checkpoint, CancellationToken cancellation)
    {
        var now = InstantPattern.ExtendedIso.Format(time.Now());
        while (true)
        {
            if (await checkpoints.FindAsync(checkpoint, cancellation) is { } stored)
            {
                return InstantPattern.ExtendedIso.Parse(stored).Value;
            }

            await checkpoints.TryReplaceAsync(checkpoint, expected: null, now); // if another instance was first, its instant counts
        }
    }
}
