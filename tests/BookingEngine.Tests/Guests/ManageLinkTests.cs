using System.Text.Json.Nodes;
using BookingEngine.Calendars.Events;
using BookingEngine.Guests;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Users.Administration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Guests;

/// <summary>Links that staff make: for guests only, recorded, and only as long as the maker has the right to the booking.</summary>
public sealed class ManageLinkTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string LinkStart = $"{RunningApi.Issuer}/manage?token=";

    [Fact]
    public async Task An_account_holders_booking_gets_no_link()
    {
        var (staff, customer) = (await api.NewPersonAsync("staff", "default"), await api.NewPersonAsync());
        var own = await api.BookAsync(customer, People.NewSlot());
        Assert.Equal((422, "guests_only"), await LinkAsync(staff, own.Member("id")).CodeAsync());

        await api.VerifyAsync(customer.Id);
        var forAccount = await BookAsync(staff, customer.Email);
        Assert.Equal((201, $"{customer.Id}", null), (forAccount.Status, forAccount.Member("user_id"), (string?)forAccount.Json["manage_link"]));
        Assert.Equal((422, "guests_only"), await LinkAsync(staff, forAccount.Member("id")).CodeAsync());
    }

    [Fact]
    public async Task The_history_shows_who_made_a_link_and_what_was_done_by_one()
    {
        var staff = await api.NewPersonAsync("staff", "default");
        var booked = await BookAsync(staff, null);
        var id = booked.Member("id");
        var token = (await LinkAsync(staff, id)).Member("manage_link")[LinkStart.Length..];
        Assert.Equal(200, (await ManageAsync(token, "/reschedule", new JsonObject { ["slot"] = People.NewSlot() })).Status);
        Assert.Equal(200, (await ManageAsync(token, "/cancel", [])).Status);

        var entries = (await api.GetAsync(staff, $"/bookings/{id}/history")).Json["entries"]!.AsArray();

        Assert.Equal(
            [$"booked {staff.Id} True", $"link_created {staff.Id} ", "rescheduled link ", "cancelled link "],
            entries.Select(e => $"{e!["change"]} {e["by"]} {(bool?)e["link_created"]}"));
    }

    [Theory]
    [InlineData("role")]
    [InlineData("resources")]
    [InlineData("deactivation")]
    public async Task A_link_stops_with_the_right_of_the_member_who_asked(string lost)
    {
        var (admin, staff, other) = (await api.AdminAsync(), await api.NewPersonAsync("staff", "default"), await api.NewPersonAsync("staff", "default"));
        var booked = await BookAsync(staff, null);
        string[] links = [booked.Member("manage_link"), (await LinkAsync(staff, booked.Member("id"))).Member("manage_link")];
        var lasting = (await LinkAsync(other, booked.Member("id"))).Member("manage_link")[LinkStart.Length..];
        Assert.All(links, link => Assert.Equal(200, ShowAsync(link[LinkStart.Length..]).Result.Status));

        Assert.Equal(200, (lost switch
        {
            "role" => await api.ChangeRoleAsync(admin, $"{staff.Id}", "customer"),
            "resources" => await api.ChangeRoleAsync(admin, $"{staff.Id}", "staff"),
            _ => await api.SendAsync(AdminCalls.Deactivate(admin, staff.Id)),
        }).Status);

        Assert.All(links, link => Assert.Equal(401, ShowAsync(link[LinkStart.Length..]).Result.Status));
        Assert.Equal(401, (await ManageAsync(links[0][LinkStart.Length..], "/cancel", [])).Status);
        Assert.Equal(200, (await ShowAsync(lasting)).Status);
    }

    [Fact]
    public async Task A_link_of_an_earlier_version_stays_valid()
    {
        var booked = await BookAsync(await api.AdminAsync(), null);
        var link = new ManageLink(new BookingId(Guid.Parse(booked.Member("id"))), Instant.FromUtc(2031, 1, 1, 0, 0), 0);
        var token = api.Services.GetRequiredService<ManageTokens>().Create(link);
        Assert.Equal((80, 200), (token.Length, (await ShowAsync(token)).Status));
    }

    private Task<Answer> BookAsync(Person by, string? email) => api.PostAsync(by, "/bookings", new JsonObject
    {
        ["slot"] = People.NewSlot(),
        ["guest"] = new JsonObject { ["name"] = "Grace", ["email"] = email },
    });

    private Task<Answer> LinkAsync(Person by, string booking) => api.SendAsync(Call.Post($"/bookings/{booking}/manage-link") with { Token = by.Token });

    private Task<Answer> ShowAsync(string token) => api.SendAsync(Call.Get("/manage/booking") with { Token = token });

    private Task<Answer> ManageAsync(string token, string step, JsonObject body) =>
        api.SendAsync(Call.PostJson($"/manage/booking{step}", body.ToJsonString()) with { Token = token });
}
