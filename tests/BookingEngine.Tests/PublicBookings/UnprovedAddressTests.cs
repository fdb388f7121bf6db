using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Erasure;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;

namespace BookingEngine.Tests.PublicBookings;

/// <summary>An address that nobody has proved gets nothing and gives nothing. Each test is an attack on one rule.</summary>
public sealed class UnprovedAddressTests : UnprovedTests
{
    [Theory]
    [InlineData("open")]
    [InlineData("verified")]
    public async Task Mail_and_entry_have_no_text_of_the_form(string booking)
    {
        await Api.OpenAsync(booking);
        var email = People.NewAddress();
        await Api.SubmitAsync(await Api.HeldAsync(People.NewSlot()), email, ("notes", "Buy at evil.example"), ("phone", "0900 marker"));

        var mail = (await Api.WaitForMailsAsync(email, 1))[0];

        using var stream = new MemoryStream();
        await mail.WriteToAsync(MimeKit.FormatOptions.Default, stream);
        var all = string.Join('\n', [mail.Subject, mail.TextBody!, mail.HtmlBody!, .. mail.BodyParts.OfType<MimeKit.TextPart>().Select(part => part.Text), mail.To.ToString()]);
        Assert.Equal([false, false, false], new[] { "Marker", "evil", "0900 m" }.Select(text => all.Contains(text, StringComparison.OrdinalIgnoreCase)));
        Assert.Contains(booking == "open" ? "/manage?token=" : "/confirm-booking?token=", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reason_of_the_links_holder_is_in_no_mail_to_the_address()
    {
        var email = People.NewAddress();
        var booked = await Api.SubmitAsync(await Api.HeldAsync(People.NewSlot()), email);
        await Api.WaitForMailsAsync(email, 1);
        var link = booked.Member("manage_link").Split("token=")[1];
        var cancel = Call.PostJson("/manage/booking/cancel", """{"reason":"Buy at evil.example"}""") with { Token = link };
        Assert.Equal(200, (await Api.SendAsync(cancel)).Status);

        var mail = (await Api.WaitForMailsAsync(email, 2))[1];

        Assert.DoesNotContain("evil", mail.TextBody + mail.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_most_three_mails_an_hour_go_to_an_address()
    {
        var (email, other) = (People.NewAddress(), People.NewAddress());
        for (var n = 0; n < 5; n++)
        {
            Assert.Equal(201, (await Api.SubmitAsync(await Api.HeldAsync(People.NewSlot()), email)).Status);
        }

        await Api.SubmitAsync(await Api.HeldAsync(People.NewSlot()), other);
        await Api.WaitForMailsAsync(email, 3);
        await Api.WaitForMailsAsync(other, 1);
        await Api.SettleMailsAsync();
        Assert.Equal((3, 1), (Api.MailsTo(email).Length, Api.MailsTo(other).Length));

        Api.Clock.Advance(TimeSpan.FromHours(1));
        await Api.SubmitAsync(await Api.HeldAsync(People.NewSlot()), email);
        await Api.WaitForMailsAsync(email, 4);
    }

    [Theory]
    [InlineData("open")]
    [InlineData("verified")]
    public async Task Answers_are_the_same_for_known_and_unknown_addresses(string booking)
    {
        await Api.OpenAsync(booking);
        var known = await Api.NewPersonAsync();
        await Api.VerifyAsync(known.Id);
        var answers = new List<string>();
        foreach (var email in new[] { known.Email, People.NewAddress() })
        {
            var answer = await Api.SubmitAsync(await Api.HeldAsync("2031-02-02T10:00:00Z"), email);
            answers.Add($"{answer.Status} {string.Join(',', answer.Json.Select(m => $"{m.Key}{(m.Key is "id" or "manage_link" or "confirm_by" ? "" : m.Value)}"))}");
            Api.Clock.Advance(TimeSpan.FromHours(2));
            foreach (var made in (await Api.AllBookingsAsync()).Where(b => (string)b!["status"]! == "confirmed"))
            {
                Assert.Equal(200, (await Api.PostAsync(await Api.AdminAsync(), $"/bookings/{made!["id"]}/cancel", [])).Status);
            }
        }

        Assert.Equal(answers[0], answers[1]);
    }

    [Fact]
    public async Task An_unproved_booking_belongs_to_no_account_of_the_address()
    {
        var known = await Api.NewPersonAsync();
        await Api.VerifyAsync(known.Id);
        var booked = await Api.SubmitAsync(await Api.HeldAsync(People.NewSlot()), known.Email);
        await Api.WaitForMailsAsync(known.Email, 1);

        Assert.Empty((await Api.ListAsync(known, "")).Json["bookings"]!.AsArray());
        var made = (await Api.AllBookingsAsync()).Single(b => (string)b!["id"]! == booked.Member("id"))!;
        Assert.NotEqual($"{known.Id}", (string)made["user_id"]!);
    }

    [Fact]
    public async Task An_unproved_booking_gives_no_right_to_a_guests_bookings()
    {
        var (admin, email) = (await Api.AdminAsync(), People.NewAddress());
        var guest = await Api.PostAsync(admin, "/bookings", new() { ["slot"] = People.NewSlot(), ["guest"] = new JsonObject { ["name"] = "Real", ["email"] = email } });
        var booked = await Api.SubmitAsync(await Api.HeldAsync(People.NewSlot()), email);
        var made = (await Api.AllBookingsAsync()).Single(b => (string)b!["id"]! == booked.Member("id"))!;

        Assert.NotEqual(guest.Member("user_id"), (string)made["user_id"]!);
    }

    [Fact]
    public async Task Erasing_by_the_mail_to_the_address_erases_unproved_bookings_too()
    {
        var (admin, email) = (await Api.AdminAsync(), People.NewAddress());
        var guest = await Api.PostAsync(admin, "/bookings", new() { ["slot"] = People.NewSlot(), ["guest"] = new JsonObject { ["name"] = "Real", ["email"] = email } });
        var booked = await Api.SubmitAsync(await Api.HeldAsync(People.NewSlot()), email);
        var link = booked.Member("manage_link").Split("token=")[1];
        Assert.Equal(202, (await Api.SendAsync(ErasureCalls.Ask(link))).Status);

        Assert.Equal(200, (await Api.SendAsync(ErasureCalls.Submit(await Api.ErasureTokenAsync(email)))).Status);

        foreach (var id in new[] { guest.Member("id"), booked.Member("id") })
        {
            var shown = await Api.GetAsync(admin, $"/bookings/{id}");
            Assert.Equal(("cancelled", true, null), (shown.Member("status"), (bool)shown.Json["erased"]!, shown.Json["guest"]));
        }
    }

    [Fact]
    public async Task Erasing_an_account_erases_unproved_bookings_of_its_verified_address_only()
    {
        var (verified, stranger) = (await Api.NewPersonAsync(), await Api.NewPersonAsync());
        await Api.VerifyAsync(verified.Id);
        var bookings = new List<string>();
        foreach (var person in new[] { verified, stranger })
        {
            bookings.Add((await Api.SubmitAsync(await Api.HeldAsync(People.NewSlot()), person.Email)).Member("id"));
            Assert.Equal(204, (await Api.SendAsync(ErasureCalls.Own(person))).Status);
        }

        var admin = await Api.AdminAsync();
        Assert.Null((await Api.GetAsync(admin, $"/bookings/{bookings[0]}")).Json["guest"]);
        Assert.Equal("Grace Marker", (string?)(await Api.GetAsync(admin, $"/bookings/{bookings[1]}")).Json["guest"]!["name"]);
    }
}
