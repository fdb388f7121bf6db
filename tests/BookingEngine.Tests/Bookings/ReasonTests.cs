using System.Text.Json.Nodes;
using BookingEngine.Privacy;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using static BookingEngine.Tests.Bookings.SalonFixture;

namespace BookingEngine.Tests.Bookings;

/// <summary>Why a booking was cancelled, declined or moved.</summary>
public sealed class ReasonTests : SalonTests
{
    private const string Why = "Ich bin krank: Grippe 🤒";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Salon.ServiceAsync("cut");
    }

    [Theory]
    [InlineData("cancel", Ada, false, "chair-1", "cancelled")]
    [InlineData("cancel", Stella, false, "chair-1", "cancelled")]
    [InlineData("decline", Stella, true, "chair-1", "declined")]
    [InlineData("reschedule", Ada, false, "chair-1", "rescheduled")]
    [InlineData("reschedule", Ada, false, "chair-2", "moved")]
    public async Task A_reason_is_kept_encrypted_and_shown_to_both_sides(string change, string by, bool isPending, string resource, string shownAs)
    {
        await Salon.ServiceAsync("talk", ("approval", isPending));
        var id = (await Salon.BookAsync(Ada, Ten, ("service_id", "talk"))).Member("id");
        (string, JsonNode?)[] target = change == "reschedule" ? [("slot", Eleven), ("resource_id", resource)] : [];

        Assert.Equal(200, await Salon.PostAsync(by, $"/bookings/{id}/{change}", [.. target, ("reason", Why)]).StatusAsync());

        foreach (var person in new[] { Ada, Admin })
        {
            var last = (await Salon.GetAsync(person, $"/bookings/{id}/history")).Json["entries"]!.AsArray()[^1]!;
            Assert.Equal((shownAs, Why), ((string)last["change"]!, (string)last["reason"]!));
            Assert.Equal(Why, (await Salon.GetAsync(person, $"/bookings/{id}")).Member("reason"));
        }

        var stored = string.Concat((await Salon.EventsAsync()).Concat(await Salon.EventsAsync("chair-2")).Select(e => e.Json));
        Assert.Contains("\"reason\":", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("Grippe", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reason_of_an_erased_person_is_gone_and_no_new_one_is_kept()
    {
        var (first, second) = (await Salon.BookAsync(Ada, Ten), await Salon.BookAsync(Ada, Eleven));
        var (id, other) = (first.Member("id"), second.Member("id"));
        await Salon.PostAsync(Ada, $"/bookings/{id}/cancel", ("reason", Why));
        await Salon.Services.GetRequiredService<IPersonKeys>().EraseAsync(first.Member("user_id"));
        Assert.Equal(200, await Salon.PostAsync(Admin, $"/bookings/{other}/cancel", ("reason", Why)).StatusAsync());

        foreach (var booking in new[] { id, other })
        {
            var history = await Salon.GetAsync(Admin, $"/bookings/{booking}/history");
            Assert.Equal((200, false), (history.Status, history.Text.Contains("reason", StringComparison.Ordinal)));
            Assert.DoesNotContain("reason", (await Salon.GetAsync(Admin, $"/bookings/{booking}")).Text, StringComparison.Ordinal);
        }

        Assert.Single(await Salon.EventsAsync(), e => e.Json.Contains("\"reason\":", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reason_has_at_most_500_characters()
    {
        var id = (await Salon.BookAsync(Ada, Ten)).Member("id");
        var longest = string.Concat(Enumerable.Repeat("🤒", 500));
        foreach (var change in new[] { "cancel", "decline", "reschedule" })
        {
            (await Salon.PostAsync(Admin, $"/bookings/{id}/{change}", ("slot", Eleven), ("reason", longest + "x"))).AssertInvalidFields(
                ("reason", "must have 0 to 500 characters"));
        }

        Assert.Equal(200, await Salon.PostAsync(Ada, $"/bookings/{id}/cancel", ("reason", longest)).StatusAsync());
        Assert.Equal(longest, (await Salon.GetAsync(Ada, $"/bookings/{id}")).Member("reason"));
    }

    [Theory]
    [InlineData("", "application/json", 200, null)]
    [InlineData("{}", "text/plain", 200, null)]
    [InlineData("""{"reason":" \u200b"}""", "application/json", 200, null)]
    [InlineData("""{"reason":null,"by":"phone"}""", "application/json", 200, null)]
    [InlineData("{", "application/json", 400, "malformed_json")]
    [InlineData("""{"reson":"ill"}""", "application/json", 422, "unknown_field")]
    [InlineData("""{"reason":7}""", "application/json", 422, "invalid_fields")]
    [InlineData("ill", "text/plain", 415, "unsupported_media_type")]
    public async Task A_body_of_a_cancellation_is_optional_but_never_ignored(string body, string mediaType, int status, string? code)
    {
        var id = (await Salon.BookAsync(Ada, Ten)).Member("id");
        var answer = await Salon.SendAsync(Ada, Call.PostBytes($"/bookings/{id}/cancel", System.Text.Encoding.UTF8.GetBytes(body), mediaType));
        Assert.Equal((status, code), (answer.Status, code is null ? null : answer.Member("code")));
        Assert.DoesNotContain("reason", (await Salon.GetAsync(Ada, $"/bookings/{id}/history")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_change_without_a_reason_shows_none()
    {
        var id = (await Salon.BookAsync(Ada, Ten)).Member("id");
        await Salon.RescheduleAsync(Ada, id, Eleven, ("reason", Why), ("resource_id", "chair-2"));
        await Salon.RescheduleAsync(Ada, id, Ten);

        Assert.DoesNotContain("reason", (await Salon.GetAsync(Ada, $"/bookings/{id}")).Text, StringComparison.Ordinal);
        var reasons = (await Salon.GetAsync(Ada, $"/bookings/{id}/history")).Json["entries"]!.AsArray().Select(e => (string?)e!["reason"]);
        Assert.Equal([null, Why, null], reasons);
    }

    [Fact]
    public async Task A_repeated_cancellation_keeps_the_first_reason()
    {
        var id = (await Salon.BookAsync(Ada, Ten)).Member("id");
        await Salon.PostAsync(Ada, $"/bookings/{id}/cancel", ("reason", Why));
        Assert.Equal(200, await Salon.PostAsync(Ada, $"/bookings/{id}/cancel", ("reason", "Other")).StatusAsync());
        Assert.Equal(Why, (await Salon.GetAsync(Ada, $"/bookings/{id}")).Member("reason"));
    }

    [Fact]
    public async Task A_guest_gives_and_sees_reasons_by_link_and_page()
    {
        var booked = await Salon.BookAsync(Stella, Ten, ("guest", new JsonObject { ["name"] = "Grace" }));
        var token = booked.Member("manage_link").Split("token=")[1];
        var moved = await Api.SendAsync(
            Call.PostJson("/manage/booking/reschedule", new JsonObject { ["slot"] = Eleven, ["reason"] = "Train" }.ToJsonString()) with { Token = token });
        Assert.Equal((200, "Train"), (moved.Status, (await Api.SendAsync(Call.Get("/manage/booking") with { Token = token })).Member("reason")));

        var page = await Api.SendAsync(Call.PostForm("/manage", ("token", token), ("action", "cancel"), ("reason", "<b>Flu</b>")) with { Key = null });
        var tooLong = await Api.SendAsync(Call.PostForm("/manage", ("token", token), ("action", "cancel"), ("reason", new string('x', 501))) with { Key = null });

        Assert.Contains("<p>Reason: &lt;b&gt;Flu&lt;/b&gt;</p>", page.Text, StringComparison.Ordinal);
        Assert.Equal((422, true), (tooLong.Status, tooLong.Text.Contains("The reason is too long", StringComparison.Ordinal)));
        var reasons = (await Salon.GetAsync(Stella, $"/bookings/{booked.Member("id")}/history")).Json["entries"]!.AsArray().Select(e => (string?)e!["reason"]);
        Assert.Equal([null, "Train", "<b>Flu</b>"], reasons);
    }

    [Fact]
    public async Task A_guest_cancels_by_link_with_a_reason()
    {
        var booked = await Salon.BookAsync(Stella, Ten, ("guest", new JsonObject { ["name"] = "Grace" }));
        var token = booked.Member("manage_link").Split("token=")[1];
        var cancel = Call.PostJson("/manage/booking/cancel", new JsonObject { ["reason"] = Why }.ToJsonString());
        Assert.Equal((200, "cancelled"), ((await Api.SendAsync(cancel with { Token = token })).Status, (await Salon.GetAsync(Stella, $"/bookings/{booked.Member("id")}")).Member("status")));
        Assert.Equal(Why, (await Salon.GetAsync(Stella, $"/bookings/{booked.Member("id")}")).Member("reason"));
    }
}
