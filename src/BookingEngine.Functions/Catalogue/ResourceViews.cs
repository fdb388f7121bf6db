using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Http;
using BookingEngine.Hours;
using BookingEngine.Users;
using NodaTime.Text;

namespace BookingEngine.Functions.Catalogue;

public sealed record ResourceView(
    string Id, string Name, string Kind, string LocationId, int Capacity, WeeklyHoursView WeeklyHours, IReadOnlyList<HoursOverrideView> Overrides,
    IReadOnlyList<TimeOffView> TimeOff, bool Active)
{
    /// <summary>The bookings that the time off lies over. Answered to a change alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BookedTimeView>? Conflicts { get; init; }

    /// <summary>Why somebody is away is nothing to customers.</summary>
    public static ResourceView For(Caller caller, Resource resource) => caller.Role is not Role.Customer ? Of(resource) : Of(resource) with
    {
        TimeOff = [.. resource.TimeOff.Select(off => TimeOffView.Of(off with { Reason = null }))],
    };

    public static ResourceView Of(Resource resource) => new(
        resource.Id.Value, resource.Name, resource.Kind, resource.LocationId.Value, resource.Capacity, WeeklyHoursView.Of(resource.Hours.Weekly),
        [.. resource.Hours.Overrides.Select(HoursOverrideView.Of)], [.. resource.TimeOff.Select(TimeOffView.Of)], resource.Active);
}

public sealed record ResourceListView(IReadOnlyList<ResourceView> Resources, string? NextCursor);

/// <summary>Each interval is a list of its start and its end.</summary>
public sealed record WeeklyHoursView(
    IReadOnlyList<string[]> Monday, IReadOnlyList<string[]> Tuesday, IReadOnlyList<string[]> Wednesday, IReadOnlyList<string[]> Thursday,
    IReadOnlyList<string[]> Friday, IReadOnlyList<string[]> Saturday, IReadOnlyList<string[]> Sunday)
{
    public static WeeklyHoursView Of(ImmutableArray<ImmutableArray<HoursInterval>> week) =>
        new(Write(week[0]), Write(week[1]), Write(week[2]), Write(week[3]), Write(week[4]), Write(week[5]), Write(week[6]));

    internal static IReadOnlyList<string[]> Write(ImmutableArray<HoursInterval> day) =>
        [.. day.Select(i => new[] { i.Start.ToString(), i.End.ToString() })];
}

public sealed record HoursOverrideView(string Date, IReadOnlyList<string[]> Intervals)
{
    public static HoursOverrideView Of(HoursOverride hours) =>
        new(LocalDatePattern.Iso.Format(hours.Date), WeeklyHoursView.Write(hours.Intervals));
}

public sealed record TimeOffView(string From, string To, string? Reason)
{
    public static TimeOffView Of(TimeOff off) => new(Rfc3339.Format(off.From), Rfc3339.Format(off.To), off.Reason);
}

public sealed record BookedTimeView(Guid Id, string Slot, string End)
{
    public static BookedTimeView Of(BookingSpan booked) => new(booked.Id.Value, Rfc3339.Format(booked.Start), Rfc3339.Format(booked.End));
}
