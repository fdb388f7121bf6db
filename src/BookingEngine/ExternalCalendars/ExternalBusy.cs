using System.Collections.Immutable;
using NodaTime;

namespace BookingEngine.ExternalCalendars;

/// <summary>What was last read of an external calendar.</summary>
/// <param name="ReadAt">When its busy times were read.</param>
public sealed record ReadCalendar(FeedId Feed, Instant ReadAt, BusyTimes Busy);

/// <summary>The busy times of all external calendars of a resource, as last read.</summary>
public sealed class ExternalBusy
{
    private readonly ImmutableArray<ReadCalendar> _calendars;

    private ExternalBusy(ImmutableArray<ReadCalendar> calendars) =>
        (_calendars, Busy) = (calendars, BusyTimes.Join([.. calendars.Select(calendar => calendar.Busy)]));

    public static ExternalBusy None { get; } = new([]);

    public BusyTimes Busy { get; }

    public static ExternalBusy Of(IEnumerable<ReadCalendar> calendars) => calendars.ToImmutableArray() is { IsEmpty: false } read ? new(read) : None;

    /// <summary>Without calendars that the resource no longer has.</summary>
    public ExternalBusy In(ExternalCalendarList current)
    {
        var left = _calendars.RemoveAll(read => !current.Calendars.Any(calendar => calendar.Feed == read.Feed));
        return left.Length == _calendars.Length ? this : Of(left);
    }

    /// <summary>What a decision was made on; null without external calendars.</summary>
    public ImmutableArray<UsedCalendar>? Used => _calendars.IsEmpty ? null : [.. _calendars.Select(read => new UsedCalendar(read.Feed, read.ReadAt, read.Busy.Hash))];
}

/// <summary>The state of an external calendar that a decision was made on.</summary>
/// <param name="Hash">Of the busy times.</param>
public sealed record UsedCalendar(FeedId Feed, Instant ReadAt, string Hash);
