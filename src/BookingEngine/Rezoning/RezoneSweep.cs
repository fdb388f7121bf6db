using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Times;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Rezoning;

/// <summary>Rezones once after each upgrade of the zone data, and once more when no process with the older data can write any longer. A program with older data than
/// the last run does nothing.</summary>
public sealed class RezoneSweep(RezoneHandler handler, ICheckpoints checkpoints, TimeProvider time)
{
    public const string Checkpoint = "rezone";

    /// <summary>Longer than two versions of the program run at the same time.</summary>
    private static readonly Duration SecondLook = Duration.FromHours(1);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var (saved, now) = (await checkpoints.FindAsync(Checkpoint, cancellation), time.Now());
        var (version, first) = saved?.Split(' ') is [var name, var at] ? (name, InstantPattern.ExtendedIso.Parse(at).Value) : (saved, (Instant?)null);
        if (version is not null && (AgreedTime.IsOlder(ZoneData.Version, version) || (version == ZoneData.Version && !(now >= first + SecondLook))))
        {
            return;
        }

        await handler.RunAsync(Checkpoint, cancellation);

        // The version alone, if there was a second look, or if there is no other version yet.
        var next = version is null || version == ZoneData.Version ? ZoneData.Version : $"{ZoneData.Version} {InstantPattern.ExtendedIso.Format(now)}";
        await checkpoints.TryReplaceAsync(Checkpoint, saved, next);
    }
}
