using BookingEngine.BookingMails.AddressChanges;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Privacy;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Bookings.Series;
using BookingEngine.Tests.Recovery;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using NodaTime;

namespace BookingEngine.Tests.BookingMails;

/// <summary>One mail tells of all bookings of a series that change together.</summary>
public sealed class SeriesMailTests : SeriesCases
{
    [Fact]
    public async Task A_new_series_has_one_mail_with_the_list_and_one_published_file()
    {
        await Salon.ServiceAsync("cut");
        var bookings = await BookedAsync(SalonFixture.Ada);
        var mail = Assert.Single(await Embedded!.WaitForMailsAsync(SalonFixture.Ada, 1));
        Assert.Equal("Your appointment on Monday, 6 May 2030, 10:00 (+3)", mail.Subject);
        foreach (var day in new[] { "6 May", "13 May", "20 May", "27 May" })
        {
            Assert.Contains($"Monday, {day} 2030, 10:00, UTC", mail.TextBody, StringComparison.Ordinal);
        }

        var file = FileOf(mail);
        Assert.Equal(("METHOD:PUBLISH", 4), (Lines(file, "METHOD").Single(), Lines(file, "BEGIN:VEVENT").Length));
        Assert.Equal(bookings.Select(b => $"UID:{b["id"]}"), Lines(file, "UID"));
        Assert.Equal(["SEQUENCE:0", "STATUS:CONFIRMED"], Lines(file, "SEQUENCE").Concat(Lines(file, "STATUS")).Distinct());
        Assert.DoesNotContain(mail.BodyParts, part => part.ContentType.IsMimeType("text", "calendar"));
    }

    [Fact]
    public async Task A_later_change_of_one_booking_updates_its_published_entry()
    {
        await Salon.ServiceAsync("cut");
        var bookings = await BookedAsync(SalonFixture.Ada);
        await Embedded!.WaitForMailsAsync(SalonFixture.Ada, 1);
        await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{bookings[2]["id"]}/cancel");
        var cancelled = (await Embedded!.WaitForMailsAsync(SalonFixture.Ada, 2))[1];
        var entry = MailedEntry.Of(cancelled)!;
        Assert.Equal(("CANCEL", ($"{bookings[2]["id"]}", 1, "CANCELLED")), (entry.Method, entry.Version));
    }

    [Fact]
    public async Task Several_that_move_or_are_cancelled_have_one_mail_and_a_change_for_each_entry()
    {
        await Salon.ServiceAsync("cut");
        var bookings = await BookedAsync(SalonFixture.Ada);
        await Embedded!.WaitForMailsAsync(SalonFixture.Ada, 1);
        await Salon.RescheduleAsync(SalonFixture.Ada, $"{bookings[0]["id"]}", "2030-05-06T11:00:00Z", ("scope", "all"));
        var moved = FileOf((await Embedded!.WaitForMailsAsync(SalonFixture.Ada, 2))[1]);
        Assert.Equal(Enumerable.Repeat("SEQUENCE:1", 4), Lines(moved, "SEQUENCE"));
        Assert.Contains("DTSTART:20300513T110000Z", Lines(moved, "DTSTART"));
        await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{bookings[2]["id"]}/cancel", ("scope", "following"));
        var mail = (await Embedded!.WaitForMailsAsync(SalonFixture.Ada, 3))[2];
        var ended = FileOf(mail);
        Assert.Equal(bookings.Skip(2).Select(b => $"UID:{b["id"]}"), Lines(ended, "UID"));
        Assert.Equal(["STATUS:CANCELLED", "STATUS:CANCELLED"], Lines(ended, "STATUS"));
        Assert.Equal(["SEQUENCE:2", "SEQUENCE:2"], Lines(ended, "SEQUENCE"));
        Assert.Equal("Your appointment on Monday, 20 May 2030, 11:00 (+1) is cancelled", mail.Subject);
    }

    [Fact]
    public async Task An_operation_that_changes_one_booking_updates_its_entry_as_for_one()
    {
        await Salon.ServiceAsync("cut");
        var bookings = await BookedAsync(SalonFixture.Ada);
        await Embedded!.WaitForMailsAsync(SalonFixture.Ada, 1);
        await Salon.RescheduleAsync(SalonFixture.Ada, $"{bookings[3]["id"]}", "2030-05-27T12:00:00Z", ("scope", "following"));
        var moved = MailedEntry.Of((await Embedded!.WaitForMailsAsync(SalonFixture.Ada, 2))[1])!;
        Assert.Equal(("REQUEST", ($"{bookings[3]["id"]}", 1, "CONFIRMED")), (moved.Method, moved.Version));
        await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{bookings[3]["id"]}/cancel", ("scope", "following"));
        var cancelled = (await Embedded!.WaitForMailsAsync(SalonFixture.Ada, 3))[2];
        Assert.Equal("Your appointment on Monday, 27 May 2030, 12:00 is cancelled", cancelled.Subject);
        Assert.Equal(("CANCEL", ($"{bookings[3]["id"]}", 2, "CANCELLED")), (MailedEntry.Of(cancelled)!.Method, MailedEntry.Of(cancelled)!.Version));
    }

    [Fact]
    public async Task The_entries_of_all_bookings_follow_to_another_address()
    {
        await Salon.ServiceAsync("cut");
        await BookedAsync(SalonFixture.Ada, "FREQ=DAILY;COUNT=250");
        var user = StreamName.Parse($"user-{(await Salon.GetAsync(SalonFixture.Ada, "/users/me")).Member("id")}");
        var text = new Encrypted("");
        var changed = new RecordedEvent(
            user, 9, new EmailChanged(Guid.Empty, text, text, default), new CommitMetadata(Instant.FromDateTimeOffset(Salon.Clock.GetUtcNow()), null, "test"));
        foreach (var mail in Salon.Services.GetServices<IMailTemplate>().OfType<AddressEntryMail>())
        {
            Assert.Equal(250, (await mail.PlanAsync(changed, CancellationToken.None)).Select(planned => planned.Version).Distinct().Count());
        }
    }

    private static string FileOf(MimeMessage mail)
    {
        var part = Assert.Single(mail.BodyParts.OfType<MimePart>(), part => part.ContentType.IsMimeType("application", "ics"));
        using var content = new MemoryStream();
        part.Content!.DecodeTo(content);
        return System.Text.Encoding.UTF8.GetString(content.ToArray()).Replace("\r\n ", "", StringComparison.Ordinal);
    }

    private static string[] Lines(string file, string name) =>
        [.. file.Split("\r\n").Where(line => line.StartsWith(name, StringComparison.Ordinal))];
}
