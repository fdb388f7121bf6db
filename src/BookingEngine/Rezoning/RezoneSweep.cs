using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Times;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Rezoning;

/// <summary>Rezones after each upgrade of the zone data, and looks again until nothing is left to move, because processes with the older data still write for a while. A
/// program with older data than the last run does nothing.</summary>
/// <remarks>The checkpoint is the version of the data, followed by the instant of the last look while there is something left to look for.</remarks>
public sealed class RezoneSweep(RezoneHandler handler, ICheckpoints checkpoints, TimeProvider time)
{
    public const string Checkpoint = "rezone";

    /// <summary>Longer than two versions of the program run at the same time.</summary>
    private static readonly Duration NextLook = Duration.FromHours(1);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var (saved, now) = (await checkpoints.FindAsync(Checkpoint, cancellation), time.Now());
        var (version, last) = saved?.Split(' ') is [var name, var at] ? (name, InstantPattern.ExtendedIso.Parse(at).Value) : (saved, (Instant?)null);
        if (version is not null && (AgreedTime.IsOlder(ZoneData.Version, version) || (version == ZoneData.Version && !(now >= last + NextLook))))
        {
            return;
        }

        var done = await handler.RunAsync(Checkpoint, cancellation);

        // The version alone ends the looks: an hour after the last one nothing was found, or there is no other version yet.
        var isEnd = version is null ? done.Left == 0 : version == ZoneData.Version && done is { Moved: 0, Left: 0 };
        await checkpoints.TryReplaceAsync(Checkpoint, saved, isEnd ? ZoneData.Version : $"{ZoneData.Version} {InstantPattern.ExtendedIso.Format(now)}");
    }
}
