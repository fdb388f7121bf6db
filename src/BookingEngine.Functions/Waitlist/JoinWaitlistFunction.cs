using System.Text.Json;
using System.Text.Json.Nodes;
using BookingEngine.Bookings;
using BookingEngine.Branding;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Functions.Http.Idempotency;
using BookingEngine.Functions.Pages.Waitlist;
using BookingEngine.Notifications;
using BookingEngine.Slots;
using BookingEngine.Times;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Commands;
using BookingEngine.Waitlist.Reading;
using BookingEngine.WaitlistMails;
using NodaTime;

namespace BookingEngine.Functions.Waitlist;

public sealed class JoinWaitlistFunction(
    HttpEdge edge, WaitlistPageRoutes pages, JoinWaitlistHandler handler, WaitlistEntries entries, WaitlistAccess access, WaitlistLinks tokens, PublicLinks links, BrandCache brands)
    : IHttpFunction
{
    public static string Name => "JoinWaitlist";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Book) with { IdempotencyScope = "JoinWaitlist" };

    public static Operation Operation => new(
        OperationGroup.Waitlist, "Join a waitlist",
        "Waits for a slot of a service. When one becomes free that fits, it is held for the first who waits for it, who gets a mail with a link: taking it books it. "
        + "If nobody takes it, the next gets it. While a slot that fits is free, nobody can join: book it. Between a cancellation and the offer somebody else may book the "
        + "slot.",
        Success.Created("The caller, or the guest, waits.", WaitlistJson.Default.WaitlistEntryView, ("waiting", WaitlistEntryView.Example)))
    {
        Body = RequestBody.Json<JoinWaitlistRequest>(new()
        {
            ["service_id"] = "cut",
            ["from"] = "2030-05-13",
            ["to"] = "2030-05-18",
            ["weekdays"] = new JsonArray("monday", "friday"),
            ["times"] = new JsonArray(new JsonObject { ["from"] = "09:00", ["to"] = "12:00" }),
            ["quantity"] = 1,
        }),
        Problems =
        [
            Problem.Of(new SlotsAvailable([NextStart, NextStart + Duration.FromHours(1), NextStart + Duration.FromHours(2)])), Problem.Of(WaitlistRefusals.Full),
            .. Refusals.Select(Problem.Of), RequestProblems.InvalidField("to", WishFields.TooLong),
        ],
    };

    private static Instant NextStart => Instant.FromUtc(2030, 5, 13, 9, 0);

    private static IEnumerable<Refusal> Refusals =>
    [
        WaitlistRefusals.InThePast, WaitlistRefusals.NeverMet, TimeRange.Reversed, TimeRange.TooLong, BookingRefusals.UnknownService, BookingRefusals.UnknownResource, SlotRefusals.ServiceInactive,
        SlotRefusals.ResourceInactive, SlotRefusals.NotOffered, SlotRefusals.QuantityOutOfRange, SlotRefusals.DurationNotOffered, SlotRefusals.NeedsNotMet,
        BookingRefusals.GuestForbidden, BookingRefusals.CustomerErased,
    ];

    /// <summary>The form of the page has the same address.</summary>
    [Function("WaitlistJoin")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "waitlist")] HttpRequest request, FunctionContext context) => WaitlistPageRoutes.IsForm(request)
            ? pages.SubmitAsync(request, context)
            : edge.RunAsync<JoinWaitlistFunction>(request, context, AnswerAsync, RecheckAsync);

    // Who let a guest wait may have lost the right to the entry since.
    private async Task<Problem?> RecheckAsync(ApiCall call, StoredAnswer stored)
    {
        using var json = JsonDocument.Parse(stored.Body);
        return json.RootElement.GetProperty("user_id").GetGuid() != call.Caller.UserId.Value
            && await entries.FindAsync(new EntryId(json.RootElement.GetProperty("id").GetGuid()), call.Cancellation) is { } entry
            && await access.RightOfAsync(call.Caller.Actor, entry, call.Cancellation) is EntryRight.None
                ? Problem.Of(BookingRefusals.GuestForbidden)
                : null;
    }

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, problem) = await call.ReadBodyAsync<JoinWaitlistRequest>();
        if (request is null)
        {
            return problem!;
        }

        var command = CommandOf(request, call);
        if (request.Guest is not null && !await access.CanJoinGuestsAsync(call.Caller.Actor, command.ServiceId, command.ResourceId, call.Cancellation))
        {
            return Problem.Of(BookingRefusals.GuestForbidden);
        }

        return (await handler.HandleAsync(command, call.Command, call.Cancellation)).IsRefused(out var refusal, out var entry) ? Problem.Of(refusal)
            : new CreatedAnswer<WaitlistEntryView>(
                $"/waitlist/{entry.Id}", WaitlistEntryView.Of(entry, call.Now) with { Link = await LinkOfAsync(entry, command, call) },
                WaitlistJson.Default.WaitlistEntryView);
    }

    // Of a guest who gets no mail, nobody else has the link.
    private async Task<string?> LinkOfAsync(WaitlistEntry entry, JoinWaitlist command, ApiCall call)
    {
        if (command.Guest is not { } guest || entry.Details is null)
        {
            return null;
        }

        var brand = await brands.FindAsync(call.Cancellation);
        return guest.Email is not null && brand.Sends(MailKinds.WaitlistOffer) ? null : links.Of(brand).Waitlist(tokens.TokenOf(entry)).AbsoluteUri;
    }

    private static JoinWaitlist CommandOf(JoinWaitlistRequest request, ApiCall call) =>
        new(call.Caller.UserId, request.ServiceId ?? DefaultCatalogue.Service, request.From, request.To)
        {
            ResourceId = request.ResourceId,
            Weekdays = request.Weekdays,
            Times = request.Times,
            Quantity = request.Quantity ?? 1,
            Length = request.Duration is { } minutes ? Duration.FromMinutes(minutes) : null,
            Guest = request.Guest?.ToGuest(),
            Languages = AcceptedLanguages.ListOf(call.Request),
        };
}
