using System.Text.Json.Nodes;
using BookingEngine.Calendars.Events;
using BookingEngine.PublicBookings;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.PublicBookings;

/// <summary>A booking that counts only once the link in a mail is followed.</summary>
public sealed class VerifiedBookingTests : IAsyncLifetime, IDisposable
{
    private const string Slot = "2031-03-03T10:00:00Z";
    private readonly RunningApi _api = new();

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        await _api.OpenAsync("verified");
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Nothing_is_booked_until_the_links_button_is_pressed()
    {
        var email = People.NewAddress();
        var submitted = await _api.SubmitAsync(await _api.HeldAsync(Slot), email, ("notes", "By the window"));
        Assert.Equal((202, "unconfirmed", "2030-05-01T12:30:00Z"), (submitted.Status, submitted.Member("status"), submitted.Member("confirm_by")));
        var token = await _api.ConfirmationTokenAsync(email);
        var page = await _api.SendAsync(Call.Get($"/confirm-booking?token={token}") with { Key = null });
        Assert.Equal((200, true), (page.Status, page.Text.Contains("Confirm and book", StringComparison.Ordinal)));
        Assert.Empty(await _api.AllBookingsAsync());

        foreach (var _ in new[] { 1, 2 })
        {
            var done = await _api.ConfirmAsync(token);
            Assert.Equal((303, true), (done.Status, done.Header("Location")!.StartsWith("/book/step/done?token=", StringComparison.Ordinal)));
        }

        var booking = Assert.Single(await _api.AllBookingsAsync())!;
        var shown = (await _api.GetAsync(await _api.AdminAsync(), $"/bookings/{booking["id"]}")).Json;
        Assert.Equal((Slot, "By the window", "Grace Marker", email), ((string)shown["slot"]!, (string)shown["notes"]!, (string)shown["guest"]!["name"]!, (string)shown["guest"]!["email"]!));
        Assert.Equal(303, (await _api.SendAsync(Call.Get($"/confirm-booking?token={token}") with { Key = null })).Status);
    }

    [Fact]
    public async Task The_token_of_the_mail_confirms_by_the_route_too()
    {
        var email = People.NewAddress();
        await _api.SubmitAsync(await _api.HeldAsync(Slot), email);
        var token = await _api.ConfirmationTokenAsync(email);

        var answers = new[] { await ConfirmByRouteAsync(token), await ConfirmByRouteAsync(token) };

        Assert.Equal([(200, "confirmed", Slot), (200, "confirmed", Slot)], answers.Select(a => (a.Status, a.Member("status"), a.Member("slot"))));
        Assert.Equal(answers[0].Member("id"), (string)Assert.Single(await _api.AllBookingsAsync())!["id"]!);
        Assert.StartsWith("https://booking.example.com/manage?token=", answers[0].Member("manage_link"), StringComparison.Ordinal);
        Assert.Equal((400, "invalid_confirmation_token"), await ConfirmByRouteAsync("x").CodeAsync());
        await _api.OpenAsync("off");
        Assert.Equal((403, "open_booking_off"), await ConfirmByRouteAsync(token).CodeAsync());
    }

    private Task<Answer> ConfirmByRouteAsync(string token) =>
        _api.SendAsync(Call.PostJson("/public/bookings/confirm", new JsonObject { ["token"] = token }.ToJsonString()));

    [Fact]
    public async Task The_slot_is_held_for_thirty_minutes_and_then_free()
    {
        var email = People.NewAddress();
        await _api.SubmitAsync(await _api.HeldAsync(Slot), email);
        var token = await _api.ConfirmationTokenAsync(email);
        _api.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal((409, "slot_unavailable"), await _api.PublicHoldAsync(Slot).CodeAsync());
        _api.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(400, (await _api.ConfirmAsync(token)).Status);
        Assert.Equal(201, (await _api.PublicHoldAsync(Slot)).Status);
        Assert.Empty(await _api.AllBookingsAsync());
    }

    [Fact]
    public async Task Hold_extension_and_mail_never_pass_sixty_minutes()
    {
        var email = People.NewAddress();
        var token = await _api.HeldAsync(Slot, ("minutes", 15));
        _api.Clock.Advance(TimeSpan.FromMinutes(14));
        await _api.ExtendAsync(token);
        _api.Clock.Advance(TimeSpan.FromMinutes(15));
        var first = await _api.SubmitAsync(token, email);
        _api.Clock.Advance(TimeSpan.FromMinutes(20));
        var corrected = await _api.SubmitAsync(token, People.NewAddress());

        Assert.Equal(("2030-05-01T12:59:00Z", "2030-05-01T13:00:00Z"), (first.Member("confirm_by"), corrected.Member("confirm_by")));
        _api.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(201, (await _api.PublicHoldAsync(Slot)).Status);
    }

    [Fact]
    public async Task The_same_form_twice_sends_one_mail()
    {
        var (email, token) = (People.NewAddress(), await _api.HeldAsync(Slot));
        var answers = new[] { await _api.SubmitAsync(token, email), await _api.SubmitAsync(token, email) };
        Assert.Equal(answers[0].Text, answers[1].Text);

        await _api.WaitForMailsAsync(email, 1);
        await _api.SettleMailsAsync();

        Assert.Single(_api.MailsTo(email));
    }

    [Fact]
    public async Task A_link_of_another_form_of_the_hold_shows_nothing_of_its_booking()
    {
        var (wrong, right) = (People.NewAddress(), People.NewAddress());
        var hold = await _api.HeldAsync(Slot);
        await _api.SubmitAsync(hold, wrong);
        await _api.SubmitAsync(hold, right);
        var (wrongToken, rightToken) = (await _api.ConfirmationTokenAsync(wrong), await _api.ConfirmationTokenAsync(right));
        Assert.Equal(303, (await _api.ConfirmAsync(rightToken)).Status);

        var refused = await _api.ConfirmAsync(wrongToken);

        Assert.Equal((409, null), (refused.Status, refused.Header("Location")));
        Assert.Single(await _api.AllBookingsAsync());
    }

    [Fact]
    public async Task The_limit_of_a_service_is_checked_when_the_link_is_followed()
    {
        var (limited, _) = await _api.NewHourAsync(await _api.AdminAsync(), 1, ("limits", new JsonObject { ["active"] = 1 }));
        var email = People.NewAddress();
        foreach (var (time, mails) in new[] { ("2031-04-01T10:00:00Z", 1), ("2031-04-01T11:00:00Z", 2) })
        {
            Assert.Equal(202, (await _api.SubmitAsync(await _api.HeldAsync(time, ("service_id", limited)), email)).Status);
            await _api.WaitForMailsAsync(email, mails);
        }

        var tokens = _api.MailsTo(email).Select(mail => PublicCalls.TokenIn(mail, "/confirm-booking?token=")).ToList();
        Assert.Equal((303, 409), ((await _api.ConfirmAsync(tokens[0])).Status, (await _api.ConfirmAsync(tokens[1])).Status));
        Assert.Single(await _api.AllBookingsAsync());
    }

    [Fact]
    public async Task A_proved_address_gives_the_booking_to_its_account()
    {
        var known = await _api.NewPersonAsync();
        await _api.VerifyAsync(known.Id);
        await _api.SubmitAsync(await _api.HeldAsync(Slot), known.Email);
        Assert.Empty((await _api.ListAsync(known)).Json["bookings"]!.AsArray());

        Assert.Equal(303, (await _api.ConfirmAsync(await _api.ConfirmationTokenAsync(known.Email))).Status);

        Assert.Equal([Slot], (await _api.ListAsync(known)).SlotsOf());
    }

    [Fact]
    public async Task A_form_that_is_never_confirmed_is_erased()
    {
        var email = People.NewAddress();
        await _api.SubmitAsync(await _api.HeldAsync(Slot), email, ("notes", "Secret"));
        var token = await _api.ConfirmationTokenAsync(email);
        var request = (await _api.Services.GetRequiredService<BookingRequests>().FindAsync(token, CancellationToken.None))!.Request;
        var texts = _api.Services.GetRequiredService<BookingEngine.Bookings.BookingTexts>();
        var person = (await _api.StreamsAsync()).Single(s => s.StartsWith("user-", StringComparison.Ordinal) && s != $"user-{_api.AdminAsync().Result.Id}")["user-".Length..];
        async Task<string?> ReadAsync() => await texts.DecryptAsync(new(Guid.Parse(person)), new BookingId(request.RequestId), request.Details, CancellationToken.None);
        Assert.Contains("Secret", await ReadAsync(), StringComparison.Ordinal);

        _api.Clock.Advance(TimeSpan.FromMinutes(40));
        await Mailbox.WaitAsync(async () =>
        {
            _api.AdvanceOneSecond();
            return await ReadAsync() is null;
        });

        Assert.Null(await ReadAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AZejwrTVf26KkLHCw-T1BwAAAABw5QAZejwrTVf26KkLHCw-T1BwAAAABw5QAZejwrTVf26KkLHCw-T1BwAAAA")]
    public async Task A_link_that_is_not_ours_books_nothing(string token)
    {
        Assert.Equal(400, (await _api.SendAsync(Call.Get($"/confirm-booking?token={token}") with { Key = null })).Status);
        Assert.Equal(400, (await _api.ConfirmAsync(token)).Status);
    }
}
