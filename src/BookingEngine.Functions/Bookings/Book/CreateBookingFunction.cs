using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.Guests;
using BookingEngine.Holds;
using BookingEngine.Notifications;
using BookingEngine.RateLimiting;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Bookings.Book;

public sealed class CreateBookingFunction(
    HttpEdge edge, BookSlotHandler slots, BookHoldHandler holds, CatalogueCache catalogue, ManageLinks links, PublicLinks addresses) : IHttpFunction
{
    public static string Name => "CreateBooking";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Book) with { IdempotencyScope = "CreateBooking" };

    [Function("BookingsCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<CreateBookingFunction>(request, context, AnswerAsync);

    // Older clients send the slot in the query and no body, newer ones in a JSON body.
    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var query = new QueryFields(call.Request.Query, new FieldErrors());
        if (query.Has("slot"))
        {
            var slot = query.Text("slot") is { } text ? SlotFields.ReadSlot(text, query.Errors) : null;
            return query.Errors.Problem ?? await BookAsync(call, new BookSlot(call.Caller.UserId, slot!.Value), null, query.Errors);
        }

        if (!HasBody(call.Request))
        {
            query.Errors.Add("slot", "is required, in the query or in a JSON body");
            return query.Errors.Problem!;
        }

        var (fields, problem) = await JsonBody.ReadAsync(call.Request, call.Cancellation);
        return fields is null ? problem!
            : fields.Has("hold_id") ? await BookAsync(call, Read(fields, fields.HoldId(), call.Caller), fields)
            : await BookAsync(call, Read(fields, call.Caller), fields, fields.Errors);
    }

    private static BookSlot Read(BodyFields body, Caller caller) => new(caller.UserId, body.Slot())
    {
        ServiceId = body.OptionalServiceId() ?? DefaultCatalogue.Service,
        ResourceId = body.OptionalResourceId(),
        Quantity = body.OptionalQuantity() ?? 1,
        OverridesAs = body["override"].Flag(false) ? caller.Role : null,
        For = body.ReadFor(caller),
    };

    private static BookHold Read(BodyFields body, HoldId hold, Caller caller)
    {
        if (body["override"].Flag(false))
        {
            body.Errors.Add("override", "is not to be had with a hold, which keeps to the rules");
        }

        return new(caller.UserId, hold)
        {
            When = body.OptionalSlot(),
            ServiceId = body.OptionalServiceId(),
            ResourceId = body.OptionalResourceId(),
            Quantity = body.OptionalQuantity(),
            For = body.ReadFor(caller),
        };
    }

    /// <param name="body">Null for a request without one.</param>
    private async Task<IResult> BookAsync(ApiCall call, BookSlot command, BodyFields? body, FieldErrors errors)
    {
        // A service that is unknown asks nothing: the command says so.
        var service = errors.Problem is null ? await catalogue.ServiceAsync(command.ServiceId, call.Cancellation) : null;
        var details = service is null ? null : BookingDetails.Read(body, service, errors);
        return errors.Problem
            ?? Answer(call, command.For is not null, await slots.HandleAsync(command with { Details = details }, call.Command, call.Cancellation));
    }

    private async Task<IResult> BookAsync(ApiCall call, BookHold command, BodyFields body)
    {
        // A hold that does not stand any more asks nothing: the command says so.
        var service = body.Errors.Problem is null ? await holds.ServiceOfAsync(command.UserId, command.Id, call.Cancellation) : null;
        var details = service is null ? null : BookingDetails.Read(body, service, body.Errors);
        return body.Errors.Problem
            ?? Answer(call, command.For is not null, await holds.HandleAsync(command with { Details = details }, call.Command, call.Cancellation));
    }

    // Until mails carry it, whoever books for a guest is given the guest's link.
    private IResult Answer(ApiCall call, bool isForGuest, Outcome<Booking> outcome)
    {
        if (outcome.IsRefused(out var refusal, out var booking))
        {
            return Problem.Of(refusal);
        }

        var link = isForGuest ? addresses.Manage(links.TokenOf(ManageLinks.For(booking, call.Now))).AbsoluteUri : null;
        return Results.Json(
            BookingView.Of(booking) with { ManageLink = link }, BookingsJson.Default.BookingView, statusCode: StatusCodes.Status201Created);
    }

    private static bool HasBody(HttpRequest request) => request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;
}
