using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using BookingEngine.Users;

namespace BookingEngine.Functions.Catalogue.Resources;

[Shape("Resource", "A person, a room or a device that can be booked.")]
public sealed record ResourceView(
    [property: Field("The resource's id.")] string Id,
    string Name, string Kind, string LocationId, int Capacity, WeeklyHoursView WeeklyHours,
    IReadOnlyList<SeasonalHoursView> SeasonalHours, IReadOnlyList<HoursOverrideView> Overrides, IReadOnlyList<TimeOffView> TimeOff,
    IReadOnlyList<PlacementView> Placements, bool Active)
{
    internal static ResourceView Example => new(
        "chair-1", "Chair 1", "chair", "mitte", 1, WeeklyHoursView.Example,
        [new SeasonalHoursView("2030-07-15", "2030-09-01", WeeklyHoursView.Summer)], [new HoursOverrideView("2030-12-24", [["09:00", "12:00"]])],
        [new TimeOffView("2030-07-01T00:00:00Z", "2030-07-15T00:00:00Z", "Holidays")],
        [new PlacementView("2030-10-07", "2030-10-14", "brooklyn")], true)
    {
        BookingLimits = BookingLimitView.Example,
    };

    public IReadOnlyList<BookingLimitView> BookingLimits { get; init; } = [];

    [Field("The bookings that overlap its time off, or that the change has placed elsewhere. Only in the answer to a change.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BookedTimeView>? Conflicts { get; init; }

    [Field(WarningView.Description, IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WarningView>? Warnings { get; init; }

    /// <summary>Hides the reasons of time off from customers.</summary>
    public static ResourceView For(Caller caller, Resource resource) => caller.Role is not Role.Customer ? Of(resource) : Of(resource) with
    {
        TimeOff = [.. resource.TimeOff.Select(off => TimeOffView.Of(off with { Reason = null }))],
    };

    public static ResourceView Of(Resource resource) => new(
        resource.Id.Value, resource.Name, resource.Kind, resource.LocationId.Value, resource.Capacity, WeeklyHoursView.Of(resource.Hours.Weekly),
        [.. (resource.Hours.Seasons ?? []).Select(SeasonalHoursView.Of)], [.. resource.Hours.Overrides.Select(HoursOverrideView.Of)],
        [.. resource.TimeOff.Select(TimeOffView.Of)], [.. (resource.Placements ?? []).Select(PlacementView.Of)], resource.Active)
    {
        BookingLimits = BookingLimitView.Of(resource.BookingLimits),
    };
}

[Shape("ResourceList", "Resources by id.")]
public sealed record ResourceListView(
    [property: Field("The resources.")] IReadOnlyList<ResourceView> Resources,
    [property: Field("The cursor of the next page. Null on the last page, and without `limit`.")] string? NextCursor);
