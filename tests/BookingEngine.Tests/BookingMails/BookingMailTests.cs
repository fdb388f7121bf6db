using System.Text.Json.Nodes;
using BookingEngine.Tests.Branding;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using MimeKit;

namespace BookingEngine.Tests.BookingMails;

/// <summary>Who is told what about a booking.</summary>
public sealed class BookingMailTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();
    private Person _admin = null!, _ada = null!;

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        _admin = await _api.AdminAsync();
        _ada = await _api.NewPersonAsync();
        await _api.PostAsync(_admin, "/locations", new() { ["id"] = "mitte", ["name"] = "Salon Mitte", ["time_zone"] = "Europe/Berlin", ["address"] = "Torstr. 1" });
        foreach (var chair in new[] { "chair-1", "chair-2" })
        {
            var body = CatalogueCalls.OpenRoundTheClock(chair);
            body["location_id"] = "mitte";
            await _api.PostAsync(_admin, "/resources", body);
        }

        foreach (var (service, approval) in new[] { ("cut", false), ("asked", true) })
        {
            await _api.PostAsync(_admin, "/services", new()
            {
                ["id"] = service,
                ["name"] = "Haircut",
                ["duration"] = 30,
                ["resource_ids"] = new JsonArray("chair-1", "chair-2"),
                ["approval"] = approval,
            });
        }
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task A_customer_is_told_of_each_change_and_the_entry_follows()
    {
        var id = await BookAsync(_ada, "cut");
        var (confirmed, first) = await NextAsync(_ada, 1);
        Assert.Equal("Your appointment on Monday, 6 January 2031, 10:00", confirmed.Subject);
        Assert.Contains("When: Monday, 6 January 2031, 10:00, Europe/Berlin (UTC+1)", confirmed.TextBody, StringComparison.Ordinal);
        Assert.Contains("Where: Salon Mitte, Torstr. 1", confirmed.TextBody, StringComparison.Ordinal);
        Assert.Contains($"{RunningApi.Issuer}/manage?token=", confirmed.TextBody, StringComparison.Ordinal);
        Assert.Equal(("REQUEST", (id, 0, "CONFIRMED"), "20310106T100000"), (first!.Method, first.Version, first["DTSTART"]));
        Assert.Equal($"mailto:{_ada.Email}", first["ATTENDEE"]);
        Assert.Equal(confirmed.From.Mailboxes.Single().Address, first["ORGANIZER"]["mailto:".Length..]);

        await PostAsync(_ada, id, "reschedule", new() { ["slot"] = "2031-01-07T10:00:00" });
        var (moved, second) = await NextAsync(_ada, 2);
        Assert.Contains("Before: Monday, 6 January 2031, 10:00", moved.TextBody, StringComparison.Ordinal);
        Assert.Equal(("REQUEST", (id, 1, "CONFIRMED"), "20310107T100000"), (second!.Method, second.Version, second["DTSTART"]));

        await PostAsync(_admin, id, "reschedule", new() { ["slot"] = "2031-01-08T10:00:00", ["resource_id"] = "chair-2" });
        var (elsewhere, third) = await NextAsync(_ada, 3);
        Assert.Contains("With: Chair 1", elsewhere.TextBody, StringComparison.Ordinal);
        Assert.Equal(("REQUEST", (id, 2, "CONFIRMED"), "20310108T100000"), (third!.Method, third.Version, third["DTSTART"]));

        await PostAsync(_ada, id, "cancel", new() { ["reason"] = "I am ill." });
        var (cancelled, last) = await NextAsync(_ada, 4);
        Assert.Contains("you have cancelled your appointment.", cancelled.TextBody, StringComparison.Ordinal);
        Assert.Contains("Reason: I am ill.", cancelled.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("/manage?token=", cancelled.TextBody, StringComparison.Ordinal);
        Assert.Equal(("CANCEL", (id, 5, "CANCELLED")), (last!.Method, last.Version));
        Assert.All([moved, elsewhere, cancelled], mail => Assert.Equal([confirmed.MessageId!], mail.References));
    }

    [Fact]
    public async Task Who_never_got_an_entry_gets_no_cancellation_of_it()
    {
        var (declined, ended) = (await BookAsync(_ada, "asked"), await BookAsync(_ada, "asked", "2031-01-06T11:00:00"));
        await NextAsync(_ada, 2);
        await PostAsync(_admin, declined, "decline");
        await PostAsync(_ada, ended, "cancel");

        var mails = await _api.WaitForMailsAsync(_ada.Email, 4);

        Assert.All(mails, mail => Assert.Null(MailedEntry.Of(mail)));
        Assert.Equal(2, mails.Count(mail => mail.Subject!.StartsWith("Your request for", StringComparison.Ordinal)));
        Assert.Single(mails, mail => mail.Subject!.StartsWith("We cannot offer you", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_approved_booking_that_its_customer_moves_is_tentative_then_removed()
    {
        var id = await BookAsync(_ada, "asked");
        await NextAsync(_ada, 1);
        await PostAsync(_admin, id, "approve");
        Assert.Equal((id, 1, "CONFIRMED"), (await NextAsync(_ada, 2)).Entry!.Version);

        await PostAsync(_ada, id, "reschedule", new() { ["slot"] = "2031-01-07T10:00:00" });
        var (moved, tentative) = await NextAsync(_ada, 3);
        Assert.Contains("It is not confirmed yet.", moved.TextBody, StringComparison.Ordinal);
        Assert.Equal(("REQUEST", (id, 2, "TENTATIVE")), (tentative!.Method, tentative.Version));

        await PostAsync(_admin, id, "decline");
        var (_, removed) = await NextAsync(_ada, 4);
        Assert.Equal(("CANCEL", (id, 3, "CANCELLED")), (removed!.Method, removed.Version));
    }

    [Theory]
    [InlineData("de", null, null, null, "de", "Ihr Termin am Montag, 6. Januar 2031, 10:00 Uhr")]
    [InlineData("fr", "es", null, "pt", "fr", "Votre rendez-vous du lundi 6 janvier 2031 à 10:00")]
    [InlineData(null, "nl, es;q=0.5", null, "pt", "es", "Su cita del lunes, 6 de enero de 2031, 10:00")]
    [InlineData(null, null, null, "pt-BR", "pt-BR", "A sua marcação de segunda-feira, 6 de janeiro de 2031, 10:00")]
    [InlineData(null, null, "de", "fr", "de", "Ihr Termin am Montag, 6. Januar 2031, 10:00 Uhr")]
    [InlineData(null, "en-US", null, "fr", "en-US", "Your appointment on Monday, January 6, 2031, 10:00 AM")]
    public async Task A_mail_is_in_the_persons_language(string? account, string? accepted, string? guest, string? brand, string language, string subject)
    {
        await _api.PutBrandAsync(new() { ["locale"] = brand });
        if (account is not null)
        {
            await _api.SendAsync(Call.PutJson("/users/me", new JsonObject { ["full_name"] = "Ada", ["locale"] = account }.ToJsonString()) with { Token = _ada.Token });
        }

        var body = BodyOf("cut");
        if (guest is not null)
        {
            body["guest"] = new JsonObject { ["name"] = "Grace", ["email"] = "grace@example.com", ["locale"] = guest };
        }

        await _api.SendAsync(Call.PostJson("/bookings", body.ToJsonString()) with
        {
            Token = guest is null ? _ada.Token : _admin.Token,
            Headers = accepted is null ? [] : [("Accept-Language", accepted)],
        });

        var mail = (await _api.WaitForMailsAsync(guest is null ? _ada.Email : "grace@example.com", 1)).Single();
        Assert.Equal((language, subject), (mail.Body!.Headers["Content-Language"], mail.Subject));
    }

    [Fact]
    public async Task A_mail_has_the_brand_and_no_name_of_the_software()
    {
        await _api.PutBrandAsync(BrandCalls.Complete);
        await _api.PutLogoAsync(BrandCalls.Png(480, 160));
        await BookAsync(_ada, "cut");

        var (mail, entry) = await NextAsync(_ada, 1);

        Assert.Equal("Salon Mitte, Berlin", mail.From.Mailboxes.Single().Name);
        Assert.Equal("answers@salon.example", mail.ReplyTo.Mailboxes.Single().Address);
        Assert.Contains("https://book.salon.example/here/manage?token=", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://book.salon.example/here/brand/logo/", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("PRODID:-//Salon Mitte//DE", entry!.Text, StringComparison.Ordinal);
        Assert.EndsWith("@booking.example.com", mail.MessageId, StringComparison.Ordinal);
        Assert.DoesNotContain("booking engine", $"{mail}", StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("bookingengine", $"{mail}", StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Staff_get_their_own_copy_without_the_link_where_it_is_wanted()
    {
        var staff = await _api.NewPersonAsync("staff", "chair-1");
        await BookAsync(_ada, "cut");
        await NextAsync(_ada, 1);
        await _api.PutBrandAsync(new() { ["mails"] = new JsonObject { ["staff_confirmed"] = true, ["staff_cancelled"] = true, ["cancelled"] = false } });
        _api.Clock.Advance(TimeSpan.FromMinutes(1));

        var id = await BookAsync(_ada, "cut", "2031-01-06T11:00:00");
        var (mail, entry) = await NextAsync(staff, 1);
        Assert.Equal("New appointment on Monday, 6 January 2031, 11:00", mail.Subject);
        Assert.Contains("Customer: Ada Lovelace", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("/manage", $"{mail}{entry!.Text}", StringComparison.Ordinal);
        Assert.Equal(((id, 0, "CONFIRMED"), $"mailto:{staff.Email}"), (entry.Version, entry["ATTENDEE"]));

        await PostAsync(_ada, id, "cancel");
        Assert.Equal("CANCEL", (await NextAsync(staff, 2)).Entry!.Method);
        Assert.Equal(2, _api.MailsTo(_ada.Email).Length);
    }

    [Fact]
    public async Task A_long_hold_that_ends_soon_is_told_where_that_is_wanted()
    {
        await _api.PutBrandAsync(new() { ["mails"] = new JsonObject { ["hold_ending"] = true } });
        foreach (var (slot, minutes) in new[] { ("2031-01-06T10:00:00", 29), ("2031-01-06T11:00:00", 30), ("2031-01-06T12:00:00", 40) })
        {
            var held = await _api.PostAsync(_ada, "/holds", new() { ["slot"] = slot, ["service_id"] = "cut", ["resource_id"] = "chair-1", ["minutes"] = minutes });
            Assert.Equal(201, held.Status);
            if (minutes == 40)
            {
                await _api.SendAsync(new Call("DELETE", held.Header("Location")!) { Token = _ada.Token });
            }
        }

        for (var minute = 0; minute < 19; minute++)
        {
            _api.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Empty(_api.MailsTo(_ada.Email));
        _api.Clock.Advance(TimeSpan.FromMinutes(1));

        var mail = (await _api.WaitForMailsAsync(_ada.Email, 1)).Single();
        Assert.StartsWith("We keep Monday, 6 January 2031, 11:00 for you until", mail.Subject, StringComparison.Ordinal);
    }

    private static JsonObject BodyOf(string service, string slot = "2031-01-06T10:00:00") =>
        new() { ["slot"] = slot, ["service_id"] = service, ["resource_id"] = "chair-1" };

    private async Task<string> BookAsync(Person person, string service, string slot = "2031-01-06T10:00:00")
    {
        var booked = await _api.PostAsync(person, "/bookings", BodyOf(service, slot));
        Assert.Equal(201, booked.Status);
        return booked.Member("id");
    }

    private async Task PostAsync(Person by, string booking, string action, JsonObject? body = null) =>
        Assert.Equal(200, (await _api.PostAsync(by, $"/bookings/{booking}/{action}", body ?? [])).Status);

    /// <summary>Waits until this number of mails has arrived, and returns the last.</summary>
    private async Task<(MimeMessage Mail, MailedEntry? Entry)> NextAsync(Person person, int count)
    {
        var mail = (await _api.WaitForMailsAsync(person.Email, count))[^1];
        return (mail, MailedEntry.Of(mail));
    }
}
