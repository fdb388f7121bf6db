using System.Text.Json.Serialization;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.Users;

namespace BookingEngine.Functions.Catalogue.Resources;

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

public sealed record BookedTimeView(Guid Id, string Slot, string End)
{
    public static BookedTimeView Of(BookingSpan booked) => new(booked.Id.Value, Rfc3339.Format(booked.Start), Rfc3339.Format(booked.End));
}
