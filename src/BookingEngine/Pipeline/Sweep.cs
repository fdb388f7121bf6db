using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Telemetry;
using NodaTime;

namespace BookingEngine.Pipeline;

/// <summary>Compares the versions of streams with the positions of all subscriptions. It queues every stream that a subscription has not
/// fully applied. So the relay may lose messages.</summary>
public sealed class Sweep(
    IEventStore store, Subscriptions subscriptions, SubscriptionPositions positions, IMessageQueue queue, ICheckpoints checkpoints, TimeProvider time)
{
    public const string Checkpoint = "sweep";
    private const string Everything = "everything";
    private const string WaitlistCategory = "waitlist";

    /// <summary>How far a sweep looks back before the last one. It exceeds the difference between instances' clocks plus the time of a
    /// commit.</summary>
    internal static readonly Duration Overlap = Duration.FromMinutes(10);

    /// <summary>Makes the next sweep check every stream.</summary>
    public static async Task RequestFullAsync(ICheckpoints checkpoints, CancellationToken cancellation)
    {
        string? saved;
        do
        {
            saved = await checkpoints.FindAsync(Checkpoint, cancellation);
        }
        while (saved is not (null or Everything) && !await checkpoints.TryReplaceAsync(Checkpoint, saved, Everything));
    }

    /// <summary>Checks the streams written since the oldest event that was unapplied at the last sweep. Checks every stream if there was no
    /// sweep yet, a full one was requested, or the set of subscriptions has changed.</summary>
    /// <returns>How far the subscriptions are behind. The lagging streams were queued.</returns>
    public async Task<Lag> RunAsync(CancellationToken cancellation)
    {
        var now = time.Now();
        var allApplied = now;
        var saved = await checkpoints.FindAsync(Checkpoint, cancellation);
        var (state, found, waitlists) = (SweepState.Parse(saved), 0, ImmutableArray.CreateBuilder<StreamName>());
        await foreach (var lagging in FindLaggingAsync(SinceOf(state), stream => Add(stream, waitlists), cancellation))
        {
            await queue.SendAsync(QueueNames.StreamAdvances, new StreamAdvanced(lagging.Stream, lagging.Version).ToJson());
            allApplied = Instant.Min(allApplied, lagging.OldestUnapplied);
            found++;
        }

        EngineTelemetry.SweepFinds.Add(found);

        // If this fails, a full sweep was requested meanwhile, or another instance has swept. In both cases that value must stay.
        await checkpoints.TryReplaceAsync(Checkpoint, saved, new SweepState(allApplied, subscriptions.Names).ToText());
        return new Lag(found, now - allApplied) { Waitlists = waitlists.ToImmutable(), MayWait = waitlists.Count > 0 || state?.Status is null or { Waiting: not null } };

        static void Add(StreamName stream, ImmutableArray<StreamName>.Builder waitlists)
        {
            if (stream.Category == WaitlistCategory)
            {
                waitlists.Add(stream);
            }
        }
    }

    /// <summary>The streams written since the given instant that some subscription has not fully applied. Null: of all streams.</summary>
    public IAsyncEnumerable<LaggingStream> FindLaggingAsync(Instant? since, CancellationToken cancellation) => FindLaggingAsync(since, _ => { }, cancellation);

    private async IAsyncEnumerable<LaggingStream> FindLaggingAsync(
        Instant? since, Action<StreamName> see, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in store.PagesAsync(since, cancellation))
        {
            foreach (var seen in page)
            {
                see(seen.Stream);
            }

            var applied = await positions.SlowestAsync([.. page.Select(p => p.Stream)], cancellation);
            foreach (var stream in page.Where(p => applied[p.Stream] < p.Version))
            {
                yield return new LaggingStream(stream.Stream, stream.Version, await TimeAfterAsync(stream.Stream, applied[stream.Stream], cancellation));
            }
        }
    }

    // A stream that cannot be read is queued as well: its handler then fails and logs the error. The sweep checks the other streams.
    private async Task<Instant> TimeAfterAsync(StreamName stream, long version, CancellationToken cancellation)
    {
        try
        {
            return await store.ReadAsync(stream, version, 1, cancellation) is [var oldest, ..] ? oldest.Metadata.RecordedAt : time.Now();
        }
        catch (DamagedStreamException)
        {
            return time.Now();
        }
    }

    // Null means all streams. A checkpoint that was saved with other subscriptions does not count.
    private Instant? SinceOf(SweepState? saved) => saved?.Subscriptions == subscriptions.Names ? saved.AllApplied - Overlap : null;
}

/// <summary>How far the subscriptions are behind the events.</summary>
/// <param name="Streams">The number of streams that some subscription has not fully applied.</param>
/// <param name="Age">The age of the oldest unapplied commit of these streams; zero if there is none.</param>
public sealed record Lag(int Streams, Duration Age)
{
    /// <summary>The waitlists that were written to since the last sweep.</summary>
    public ImmutableArray<StreamName> Waitlists { get; init; } = [];

    /// <summary>False if nobody is in a waitlist.</summary>
    public bool MayWait { get; init; }
}

/// <param name="OldestUnapplied">When the first event was recorded that some subscription has not applied.</param>
public readonly record struct LaggingStream(StreamName Stream, long Version, Instant OldestUnapplied);
