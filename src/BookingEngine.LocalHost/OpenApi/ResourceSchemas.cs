using BookingEngine.Functions.Catalogue.Resources;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>The fields of a resource, as they are sent and as they are answered.</summary>
internal static class ResourceSchemas
{
    private static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    private static readonly Dictionary<string, FieldDescription> Fields = new()
    {
        ["id"] = "The resource's id.",
        ["name"] = "What people call it.",
        ["kind"] = "What it is, in a word: a person, a room, a device.",
        ["location_id"] = "Where it stands, which says what its hours are in.",
        ["capacity"] = "How many sessions it takes at once; 1 where absent.",
        ["weekly_hours"] = "When it is open, by weekday, each interval as its start and its end; `24:00` is the end of a day.",
        ["overrides"] = "Dates whose hours are others than their weekday's; without intervals it is closed.",
        ["time_off"] = "When it cannot be booked although its hours say so.",
        ["active"] = "False for one that is retired; true where absent.",
    };

    public static IReadOnlyList<ViewDescription> Views { get; } =
    [
        new("Resource", ResourcesJson.Default.ResourceView, "What is booked: a person, a room, a device.")
        {
            Fields = new Dictionary<string, FieldDescription>(Fields)
            {
                ["conflicts"] = new("The bookings that its time off lies over. Answered to a change alone.", IsOptional: true),
            },
        },
        new("ResourceList", ResourcesJson.Default.ResourceListView, "Resources by id.")
        {
            Fields = new Dictionary<string, FieldDescription>
            {
                ["resources"] = "The resources.",
                ["next_cursor"] = "Where to go on; null at the end, and where no `limit` was given.",
            },
        },
        new("WeeklyHours", ResourcesJson.Default.WeeklyHoursView, "Opening hours by weekday, in the location's time.")
        {
            Fields = Days.ToDictionary(day => day, _ => new FieldDescription("The intervals that begin on it, each as its start and its end.")),
        },
        new("HoursOverride", ResourcesJson.Default.HoursOverrideView, "The hours of one date.")
        {
            Fields = new Dictionary<string, FieldDescription> { ["date"] = new("The date.", "date"), ["intervals"] = "Its intervals; none is closed." },
        },
        new("TimeOff", ResourcesJson.Default.TimeOffView, "When a resource cannot be booked.")
        {
            Fields = new Dictionary<string, FieldDescription>
            {
                ["from"] = new("From when on.", "date-time"),
                ["to"] = new("Until when.", "date-time"),
                ["reason"] = "Why, for staff and administrators; null to customers.",
            },
        },
        new("BookedTime", ResourcesJson.Default.BookedTimeView, "When a booking is.")
        {
            Fields = new Dictionary<string, FieldDescription>
            {
                ["id"] = "The booking's id.",
                ["slot"] = new("When it begins.", "date-time"),
                ["end"] = new("When it ends.", "date-time"),
            },
        },
    ];
}
