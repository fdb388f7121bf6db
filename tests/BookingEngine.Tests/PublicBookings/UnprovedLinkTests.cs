using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Erasure;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;

namespace BookingEngine.Tests.PublicBookings;

/// <summary>Attacks on an address that nobody has proved, by reminders and by links about the guest's data.</summary>
public sealed class UnprovedLinkTests : UnprovedTests
{
    [Fact]
    public async Task A_reminder_to_the_address_has_no_text_of_the_form()
    {
        var (service, _) = await Api.NewHourAsync(await Api.AdminAsync(), 1, ("reminders", new JsonArray(60)));
        var email = People.NewAddress();
        await Api.SubmitAsync(await Api.HeldAsync("2030-05-01T15:00:00Z", ("service_id", service)), email, ("notes", "Buy at evil.example"));
        await Api.WaitForMailsAsync(email, 1);
        Api.Clock.Advance(TimeSpan.FromMinutes(119));

        var mail = (await Api.WaitForMailsAsync(email, 2))[1];

        Assert.StartsWith("Reminder", mail.Subject, StringComparison.Ordinal);
        Assert.Equal((false, false), TextsIn(mail));
    }

    [Fact]
    public async Task Reminders_and_links_count_among_the_three_mails_an_hour()
    {
        var (service, _) = await Api.NewHourAsync(await Api.AdminAsync(), 4, ("reminders", new JsonArray(70)));
        var email = People.NewAddress();
        var booked = await Api.SubmitAsync(await Api.HeldAsync("2030-05-01T14:00:00Z", ("service_id", service)), email);
        await Api.SubmitAsync(await Api.HeldAsync("2030-05-01T14:00:00Z", ("service_id", service)), email);
        await Api.WaitForMailsAsync(email, 2);
        foreach (var ask in new Func<string, Call>[] { ErasureCalls.AskForExport, ErasureCalls.Ask })
        {
            Assert.Equal(202, (await Api.SendAsync(ask(TokenOf(booked)))).Status);
        }

        await Api.WaitForMailsAsync(email, 3);
        Api.Clock.Advance(TimeSpan.FromMinutes(51));
        await Api.SettleMailsAsync();

        Assert.Equal(3, Api.MailsTo(email).Length);
    }

    [Fact]
    public async Task A_mail_with_a_link_about_the_data_has_no_text_of_the_form()
    {
        var email = People.NewAddress();
        var booked = await Api.SubmitAsync(await Api.HeldAsync(People.NewSlot()), email, ("notes", "Buy at evil.example"));
        await Api.WaitForMailsAsync(email, 1);
        await Api.SendAsync(ErasureCalls.AskForExport(TokenOf(booked)));

        Assert.Equal((false, false), TextsIn((await Api.WaitForMailsAsync(email, 2))[1]));
    }

    [Fact]
    public async Task An_export_of_the_address_has_nothing_of_its_account()
    {
        var known = await Api.NewPersonAsync();
        await Api.VerifyAsync(known.Id);
        await Api.BookAsync(known, People.NewSlot());
        var booked = await Api.SubmitAsync(await Api.HeldAsync(People.NewSlot()), known.Email);
        Assert.Equal(202, (await Api.SendAsync(ErasureCalls.AskForExport(TokenOf(booked)))).Status);

        var exported = await Api.SendAsync(ErasureCalls.Export(await Api.ExportTokenAsync(known.Email)));

        Assert.Empty(exported.Json["bookings"]!.AsArray());
        Assert.Equal([booked.Member("id")], exported.Json["unproved_bookings"]!.AsArray().Select(b => (string)b!["booking"]!["id"]!));
    }

    [Fact]
    public async Task A_used_link_of_erasure_leaves_what_is_booked_later()
    {
        var email = People.NewAddress();
        var first = await Api.SubmitAsync(await Api.HeldAsync(People.NewSlot()), email);
        await Api.SendAsync(ErasureCalls.Ask(TokenOf(first)));
        var token = await Api.ErasureTokenAsync(email);
        Assert.Equal(200, (await Api.SendAsync(ErasureCalls.Submit(token))).Status);
        var later = await Api.SubmitAsync(await Api.HeldAsync(People.NewSlot()), email);

        await Api.SendAsync(ErasureCalls.Submit(token));

        var shown = await Api.GetAsync(await Api.AdminAsync(), $"/bookings/{later.Member("id")}");
        Assert.Equal(("confirmed", "Grace Marker"), (shown.Member("status"), (string?)shown.Json["guest"]!["name"]));
    }

    private static string TokenOf(Answer booked) => booked.Member("manage_link").Split("token=")[1];

    private static (bool HasName, bool HasNotes) TextsIn(MimeKit.MimeMessage mail)
    {
        var all = string.Join('\n', [mail.Subject, mail.TextBody!, mail.HtmlBody!, .. mail.BodyParts.OfType<MimeKit.TextPart>().Select(part => part.Text), mail.To.ToString()]);
        return (all.Contains("Marker", StringComparison.OrdinalIgnoreCase), all.Contains("evil", StringComparison.Ordinal));
    }
}
