using BookingEngine.Bookings;
using BookingEngine.Functions.Holds;
using BookingEngine.Functions.Http.Answers;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>Reserving a slot while a form is filled or a payment is made.</summary>
public static class HoldOperations
{
    private static readonly HoldView Sample = new(
        "0197a3c2b4d57f6e8a90b1c2d3e4f507-chair-1", Samples.Slot, "2030-05-13T15:00:00Z", "UTC", "cut", "chair-1", 1, "2030-05-01T09:24:02.1187Z");

    public static OperationGroup Group { get; } = new("Holds", "Slots that are reserved for some minutes.", [Create, Delete], [Shape]);

    private static Operation Create => new(
        typeof(CreateHoldFunction), "Hold a slot",
        "Reserves a slot for the caller, so that nobody else books it meanwhile. `POST /bookings` with the `hold_id` makes a booking of it. It frees its "
        + "time at the very instant at which it expires.")
    {
        Body = RequestBody.Json<CreateHoldRequest>(new() { ["slot"] = Samples.Slot, ["service_id"] = "cut", ["resource_id"] = "chair-1", ["minutes"] = 10 }),
        Answer = new(201, "The slot is held.", HoldsJson.Default.HoldView) { Examples = new Dictionary<string, object> { ["held"] = Sample } },
        Problems = BookingBody.SlotProblems,
    };

    private static Operation Delete => new(
        typeof(ReleaseHoldFunction), "Give a hold back", "Frees its time. Nothing happens to one that has expired, or was used or given back before.")
    {
        Parameters = [CatalogueSchemas.Id("hold")],
        Answer = Answer.Empty("The hold is given back."),
        Problems = [Problem.Of(BookingRefusals.NoSuchHold)],
    };

    private static ViewDescription Shape => new("Hold", HoldsJson.Default.HoldView, "A slot that is reserved.")
    {
        Fields = new Dictionary<string, FieldDescription>
        {
            ["id"] = "The hold's id, for `hold_id`.",
            ["slot"] = new("When it begins, with the offset of the place.", "date-time"),
            ["end"] = new("When it ends.", "date-time"),
            ["time_zone"] = "The time zone of the place, by its IANA name.",
            ["service_id"] = "What is to be booked.",
            ["resource_id"] = "Who or what it takes.",
            ["quantity"] = "For how many places.",
            ["expires_at"] = new("From when on the slot is free again.", "date-time"),
        },
    };
}
