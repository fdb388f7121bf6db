using BookingEngine.Functions.Availability;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>The shapes of free times.</summary>
internal static class AvailabilitySchemas
{
    // One shape for both answers: unless it is explained, nothing is said of what is refused.
    public static IReadOnlyList<ViewDescription> Views { get; } =
    [
        new("Availability", AvailabilityJson.Default.ExplainedAvailabilityView, "Free times by date.")
        {
            Fields = new Dictionary<string, FieldDescription>
            {
                ["time_zone"] = "Whose dates and offsets these are, by its IANA name.",
                ["days"] = "The dates that have anything, in order.",
            },
        },
        new("AvailabilityDay", AvailabilityJson.Default.ExplainedDayView, "What begins on one date.")
        {
            Fields = new Dictionary<string, FieldDescription>
            {
                ["date"] = new("The date in `time_zone`.", "date"),
                ["slots"] = "What can be booked, by start.",
                ["refused"] = new("What cannot, by start. Answered with `explain`.", IsOptional: true),
            },
        },
        new("Slot", AvailabilityJson.Default.SlotView, "A start that can be booked.")
        {
            Fields = new Dictionary<string, FieldDescription>
            {
                ["start"] = new("When it begins.", "date-time"),
                ["end"] = new("When the service ends, without buffers.", "date-time"),
                ["resource_ids"] = "The resources that have room.",
                ["places_left"] = "Over all of them: the seats left of a group service, of another how many more bookings fit.",
            },
        },
        new("RefusedStart", AvailabilityJson.Default.RefusedStartView, "A start on a resource's grid that cannot be booked.")
        {
            Fields = new Dictionary<string, FieldDescription>
            {
                ["start"] = new("When it would begin.", "date-time"),
                ["resource_id"] = "On whose grid it is.",
                ["reason"] = "`closed` (outside the hours, or time off), `taken`, `held` (by a hold that may expire), `notice` (past, or too soon), "
                    + "`horizon` (too far ahead) or `limit` (the caller has as many as anybody may). Others may come.",
            },
        },
        new("NextAvailability", AvailabilityJson.Default.NextAvailabilityView, "The next free times.")
        {
            Fields = new Dictionary<string, FieldDescription>
            {
                ["time_zone"] = "Whose offsets these are, by its IANA name.",
                ["slots"] = "The starts, the earliest first.",
            },
        },
    ];
}
