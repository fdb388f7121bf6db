using System.Text.Json.Nodes;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Http;
using BookingEngine.Guests;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>Links by which guests manage their bookings, and what these are good for.</summary>
public static class GuestOperations
{
    private const string WithLink =
        "For the page that a manage link leads to: the link's token is the bearer token, and good for its one booking alone. ";

    private static readonly ManageLinkView Sample = new("/manage?token=AZejwrTVf26KkLHC0-T1BgAAAABw5Q", "2030-08-11T15:00:00Z");

    public static OperationGroup Group { get; } = new(
        "Guests", "Bookings of people without an account, by a link.", [Issue, Revoke, Get, Cancel, Reschedule], [LinkShape, GuestShape]);

    private static Operation Issue => new(
        typeof(PostManageLink), "Make a manage link",
        "Staff of the resource and administrators alone. Those made before stay good. It lasts 90 days, or until a day after the booking where that is later.")
    {
        Parameters = [CatalogueSchemas.Id("booking")],
        Answer = new(201, "The link.", BookingsJson.Default.ManageLinkView) { Examples = new Dictionary<string, object> { ["link"] = Sample } },
        Problems = [Problem.Of(BookingRefusals.Unknown)],
    };

    private static Operation Revoke => new(
        typeof(DeleteManageLinks), "Revoke manage links", "Staff of the resource and administrators alone. Every link of the booking is worthless from now on.")
    {
        Parameters = [CatalogueSchemas.Id("booking")],
        Answer = Answer.Empty("They are revoked."),
        Problems = [Problem.Of(BookingRefusals.Unknown), Problem.Of(BookingRefusals.EndedLongAgo)],
    };

    private static Operation Get => new(typeof(GetManagedBooking), "Get the link's booking", WithLink)
    {
        Answer = Booking("The booking.", "confirmed"),
        Problems = [Invalid],
    };

    private static Operation Cancel => new(
        typeof(CancelManagedBooking), "Cancel the link's booking", $"{WithLink}As its customer: until the cancellation notice.")
    {
        Answer = Booking("The booking as it is now.", "cancelled"),
        Problems =
        [
            Invalid, Problem.Of(BookingRefusals.CancellationWindow), Problem.Of(BookingRefusals.WrongState(BookingStatus.Completed)),
            Problem.Of(BookingRefusals.EndedLongAgo),
        ],
    };

    private static Operation Reschedule => new(
        typeof(RescheduleManagedBooking), "Reschedule the link's booking", $"{WithLink}As its customer: until the reschedule notice.")
    {
        Body = RequestBody.Json(
            new JsonObject { ["slot"] = Samples.Slot },
            BodyField.Text("slot", BookingOperations.SlotText, 1, 64),
            BodyField.Text("resource_id", "Who or what it shall take; what it takes already where it is left out.", 1, 60) with { IsRequired = false }),
        Answer = Booking("The booking as it is now.", "confirmed"),
        Problems =
        [
            .. BookingBody.SlotProblems, Invalid, Problem.Of(BookingRefusals.WrongState(BookingStatus.Cancelled)),
            Problem.Of(BookingRefusals.RescheduleWindow), Problem.Of(BookingRefusals.Changed), Problem.Of(BookingRefusals.EndedLongAgo),
        ],
    };

    private static Problem Invalid => Problem.Of(ManageLinks.Invalid) with { Header = ("WWW-Authenticate", "Bearer") };

    private static ViewDescription LinkShape => new("ManageLink", BookingsJson.Default.ManageLinkView, "A link by which one booking is managed.")
    {
        Fields = new Dictionary<string, FieldDescription>
        {
            ["manage_link"] = new("The link, from the deployment's public address on.", "uri-reference"),
            ["expires_at"] = new("From when on it is worthless.", "date-time"),
        },
    };

    private static ViewDescription GuestShape => new("Guest", BookingsJson.Default.GuestView, "Somebody without an account.")
    {
        Fields = new Dictionary<string, FieldDescription>
        {
            ["name"] = "What the guest is called.",
            ["email"] = "The guest's mail address; null where none was given.",
            ["phone"] = "The guest's telephone number; null where none was given.",
        },
    };

    private static Answer Booking(string description, string status) => new(200, description, BookingsJson.Default.BookingView)
    {
        Examples = new Dictionary<string, object> { ["booking"] = Samples.Booking with { Status = status } },
    };
}
