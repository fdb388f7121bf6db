using System.Collections.Immutable;

namespace BookingEngine.Bookings.Series.Change;

/// <summary>Which bookings of a series a command is about.</summary>
public enum SeriesScope
{
    One,

    /// <summary>This one and those after it, by the local starts that the rule gave them.</summary>
    Following,

    All,
}

/// <param name="Reason">One of the reasons for which a time is skipped.</param>
public sealed record KeptBooking(Booking Booking, string Reason)
{
    /// <summary>The refusal that a command for this booking alone would get; null if that is unknown.</summary>
    public Refusal? Refusal { get; init; }
}

/// <summary>The bookings of the scope as they are now.</summary>
/// <param name="Booking">The one that the command names.</param>
/// <param name="Kept">Those that the command should have changed and did not.</param>
public sealed record ChangedSeries(Booking Booking, ImmutableArray<Booking> Bookings, ImmutableArray<KeptBooking> Kept);
