using BookingEngine.Bookings;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Http;
using BookingEngine.Holds;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>Reserving a slot while a form is filled or a payment is made.</summary>
public static class HoldOperations
{
    private static readonly HoldView Sample = new(
        "0197a3c2b4d57f6e8a90b1c2d3e4f507-chair-1", Samples.Slot, "2030-05-13T15:00:00Z", "UTC", "cut", "chair-1", 1, "2030-05-01T09:24:02.1187Z");

    public static OperationGroup Group { get; } = new("Holds", "Slots that are reserved for some minutes.", [Create, Delete], [Shape]);

    private static Operation Create => new(
        typeof(CreateHold), "Hold a slot",
        "Reserves a slot for the caller, so that nobody else books it meanwhile. `POST /bookings` with the `hold_id` makes a booking of it. It frees its "
        + "time at the very instant at which it expires.")
    {
        Body = RequestBody.Json(
            new() { ["slot"] = Samples.Slot, ["service_id"] = "cut", ["resource_id"] = "chair-1", ["minutes"] = 10 },
            BodyField.Text("slot", BookingOperations.SlotText, 1, 64),
            BodyField.Text("service_id", "What is to be booked; `default` where it is left out.", 1, 60) with { IsRequired = false },
            BodyField.Text("resource_id", "Who or what it takes; any that is free where it is left out.", 1, 60) with { IsRequired = false },
            Whole("quantity", "Seats, of a group service.", SlotFields.MaximumQuantity),
            Whole("minutes", "For how long; 10 where it is left out.", (int)PlaceHoldHandler.MaximumLength.TotalMinutes)),
        Answer = new(201, "The slot is held.", BookingsJson.Default.HoldView) { Examples = new Dictionary<string, object> { ["held"] = Sample } },
        Problems = BookingBody.SlotProblems,
    };

    private static Operation Delete => new(
        typeof(DeleteHold), "Give a hold back", "Frees its time. Nothing happens to one that has expired, or was used or given back before.")
    {
        Parameters = [CatalogueSchemas.Id("hold")],
        Answer = Answer.Empty("The hold is given back."),
        Problems = [Problem.Of(BookingRefusals.HoldNotFound)],
    };

    private static ViewDescription Shape => new("Hold", BookingsJson.Default.HoldView, "A slot that is reserved.")
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

    private static BodyField Whole(string name, string text, int maximum) =>
        new(name, text, new() { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = maximum }, IsRequired: false);
}
