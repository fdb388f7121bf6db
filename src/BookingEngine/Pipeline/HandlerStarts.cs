using System.Collections.Concurrent;
using BookingEngine.Ports;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Pipeline;

/// <summary>Which events an event handler handles when it is added to a deployment that has events already.</summary>
public enum HandlerStart
{
    /// <summary>Those recorded since the deployment first ran with the handler.</summary>
    Deployment,

    /// <summary>All that were ever recorded.</summary>
    Beginning,
}

/// <summary>Since when each event handler handles events. The instant at which a deployment first ran with a handler is stored once and never
/// changes, so that all instances skip the same events.</summary>
public sealed class HandlerStarts(IEnumerable<IEventHandler> handlers, ICheckpoints checkpoints, TimeProvider time)
{
    /// <summary>Before each checkpoint's name; the rest is the handler's.</summary>
    public const string Prefix = "start of ";

    private readonly ConcurrentDictionary<string, Instant> _known = [];

    /// <summary>Stores the start of each handler that has none. Called before a process serves, so that no event that it records is skipped.</summary>
    public async Task RecordAsync(CancellationToken cancellation)
    {
        foreach (var handler in handlers)
        {
            await OfAsync(handler, cancellation);
        }
    }

    /// <summary>The handler skips events that were recorded before this instant. It lies a little before the stored one, because the clocks of
    /// instances differ: an event of the last minutes may be handled, but none is missed.</summary>
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

            await checkpoints.TryReplaceAsync(checkpoint, expected: null, now); // where another instance was first, its instant counts
        }
    }
}
