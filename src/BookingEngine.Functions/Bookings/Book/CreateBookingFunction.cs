using System.Text.Json;
using System.Text.Json.Nodes;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Functions.Http.Idempotency;
using BookingEngine.Guests;
using BookingEngine.Holds;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Functions.Bookings.Book;

public sealed class CreateBookingFunction(
    HttpEdge edge, BookSlotHandler slots, BookHoldHandler holds, CatalogueCache catalogue, GuestLinks guestLinks, BookingFinder finder, BookingAccess access)
    : IHttpFunction
{
    public static string Name => "CreateBooking";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Book) with { IdempotencyScope = "CreateBooking" };

    public static Operation Operation => new(
        OperationGroup.Bookings, "Book a slot",
        "Books a slot for the caller. Send the slot in a JSON body. Older clients send it in the query. Fields of both count. If both have the same "
        + "field, it must have the same value. An empty body and `{}` count as no body. An unknown name that looks like a known one is refused. "
        + "If several callers ask for a slot at the same time, only one gets it. If the service needs approval, the booking is `pending`.",
        Success.Created("The slot is booked.", BookingsJson.Default.BookingView, ("booked", BookingView.Example)))
    {
        Query = Operation.QueryOf<CreateBookingQuery>(),
        Body = RequestBody.Json<CreateBookingRequest>(new()
        {
            ["slot"] = Samples.Slot,
            ["service_id"] = "cut",
            ["resource_id"] = "chair-1",
            ["quantity"] = 1,
            ["answers"] = new JsonObject { ["length"] = "short" },
            ["notes"] = "The door bell is broken.",
        }) with
        { IsRequired = false },
        Problems =
        [
            .. BookingOperations.SlotProblems, Problem.Of(BookingRefusals.ActiveLimit(3)), Problem.Of(SlotRefusals.CustomerBusy), Problem.Of(BookingRefusals.OverrideForbidden),
            Problem.Of(BookingRefusals.GuestForbidden), Problem.Of(BookingRefusals.UnknownHold), Problem.Of(BookingRefusals.HoldExpired),
            Problem.Of(BookingRefusals.HoldMismatch), Problem.Of(BookingRefusals.CustomerErased), Problem.Of(BookingRefusals.OneResource),
            Problem.Of(SlotRefusals.NeedsNotMet), Problem.Of(BookingRefusals.Changed),
        ],
    };

    [Function("BookingsCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<CreateBookingFunction>(request, context, AnswerAsync, RecheckAsync, early: _ => catalogue.Begin());

    // Who booked for a guest may have lost the right to the booking since.
    private async Task<Problem?> RecheckAsync(ApiCall call, StoredAnswer stored)
    {
        using var json = JsonDocument.Parse(stored.Body);
        return json.RootElement.GetProperty("user_id").GetGuid() != call.Caller.UserId.Value
            && await finder.FindAsync(new BookingId(json.RootElement.GetProperty("id").GetGuid()), call.Cancellation) is { } booking
            && await access.RightOfAsync(call.Caller.Actor, booking, call.Cancellation) is BookingRight.None
                ? Problem.Of(BookingRefusals.GuestForbidden)
                : null;
    }

    // Older clients send the slot in the query, without a body.
    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (query, (body, errors, bodyProblem)) = await call.ReadQueryAndBodyAsync<CreateBookingQuery, CreateBookingRequest>();
        if (body is null)
        {
            return bodyProblem!;
        }

        var request = body.With(query, errors);
        if (request.HoldId is null && !errors.Has("hold_id"))
        {
            errors.Require("slot", request.Slot, HasBody(call.Request) ? "is required" : "is required, in the query or in a JSON body");
        }
        else if (request.ResourceIds is not null)
        {
            errors.Add("resource_ids", "cannot be given together with hold_id");
        }
        else if (request.Override is true)
        {
            errors.Add("override", "cannot be given together with hold_id");
        }

        return errors.Problem ?? await BookAsync(call, request, errors);
    }

    private async Task<IResult> BookAsync(ApiCall call, CreateBookingRequest request, FieldErrors errors)
    {
        // Read once for the details and the command. Null for an expired hold, which the command refuses.
        var service = request.HoldId is { } hold
            ? await holds.ServiceOfAsync(call.Caller.UserId, hold, call.Cancellation)
            : await catalogue.ServiceAsync(request.ServiceId ?? DefaultCatalogue.Service, call.Cancellation);
        if (service is null && request.HoldId is null)
        {
            return Problem.Of(BookingRefusals.UnknownService);
        }

        if (service is { Needs: null } && request.ResourceIds is not null)
        {
            return Problem.Of(BookingRefusals.OneResource);
        }

        var details = service is null ? null : BookingDetails.Read(request, service, errors);
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        var languages = AcceptedLanguages.ListOf(call.Request);
        var booking = request.HoldId is { } holdId
            ? holds.HandleAsync(HoldOf(request, holdId, service, call.Caller) with { Details = details, Languages = languages }, call.Command, call.Cancellation)
            : slots.HandleAsync(SlotOf(request, service!, call.Caller) with { Details = details, Languages = languages }, call.Command, call.Cancellation);
        return (await booking).IsRefused(out var refusal, out var made)
            ? Problem.Of(refusal)
            : Show(made, request.Guest is { } guest && await guestLinks.FindForAnswerAsync(call, [made], guest) is [var link] ? link : null);
    }

    private static BookSlot SlotOf(CreateBookingRequest request, Service service, Caller caller) => new(caller.UserId, service, request.Slot!.Value)
    {
        ResourceId = request.ResourceId,
        ResourceIds = request.ResourceIds ?? [],
        Quantity = request.Quantity ?? 1,
        Length = LengthOf(request),
        OverridesAs = request.Override is true ? caller.Role : null,
        For = For(request, caller),
    };

    private static BookHold HoldOf(CreateBookingRequest request, HoldId hold, Service? service, Caller caller) => new(caller.UserId, hold, service)
    {
        When = request.Slot,
        ServiceId = request.ServiceId,
        ResourceId = request.ResourceId,
        Quantity = request.Quantity,
        Length = LengthOf(request),
        For = For(request, caller),
    };

    private static Duration? LengthOf(CreateBookingRequest request) =>
        request.Duration is { } minutes ? Duration.FromMinutes(minutes) : null;

    private static (Guest Guest, Actor By)? For(CreateBookingRequest request, Caller caller) =>
        request.Guest is { } guest ? (guest.ToGuest(), caller.Actor) : null;

    /// <param name="link">The guest's manage link; null if a mail has it.</param>
    private static IResult Show(Booking booking, string? link)
    {
        var location = $"/bookings/{booking.Id}";
        return link is null
            ? new BookedAnswer(booking, location)
            : new CreatedAnswer<BookingView>(location, BookingView.Of(booking) with { ManageLink = link }, BookingsJson.Default.BookingView);
    }

    private static bool HasBody(HttpRequest request) => request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;
}
