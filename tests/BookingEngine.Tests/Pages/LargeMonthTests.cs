using System.Text.RegularExpressions;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.PublicBookings;

namespace BookingEngine.Tests.Pages;

/// <summary>A month that has more starts than one search may look at.</summary>
public sealed partial class LargeMonthTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task Each_day_leads_to_its_own_times()
    {
        await api.OpenAsync("open");
        var (service, _) = await api.NewHourAsync(await api.AdminAsync(), 5, ("slot_interval", 1));
        var range = await api.SendAsync(Call.Get($"/public/availability?service_id={service}&from=2030-06-01&to=2030-07-01"));
        Assert.Equal((422, "range_too_large"), (range.Status, range.Member("code")));

        var month = await GetAsync($"/book/{service}?with=anyone&month=2030-06");
        var day = await GetAsync($"/book/{service}?with=anyone&day=2030-06-11");

        Assert.Equal((30, 0), (Days().Count(month.Text), Times().Count(month.Text)));
        Assert.Contains("11 June 2030, look for free times", month.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("No free times", month.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((30, 1440), (Days().Count(day.Text), Times().Count(day.Text)));
        var present = await GetAsync($"/book/{service}?with=anyone&month=2030-05");
        Assert.Equal(31, Days().Count(present.Text));
    }

    [Fact]
    public async Task A_booking_can_be_moved_within_it()
    {
        await api.OpenAsync("open");
        var (service, _) = await api.NewHourAsync(await api.AdminAsync(), 5, ("slot_interval", 1));
        var booked = await api.SubmitAsync(await api.HeldAsync("2030-06-11T10:00:00Z", ("service_id", service)), "grace@example.com");
        var page = await GetAsync($"{booked.Member("manage_link")[RunningApi.Issuer.Length..]}&day=2030-06-12");

        Assert.Contains("value=\"2030-06-12T10:07:00Z\"", page.Text, StringComparison.Ordinal);
    }

    private Task<Answer> GetAsync(string path) => api.SendAsync(Call.Get(path) with { Key = null });

    [GeneratedRegex("<a class=\"day")]
    private static partial Regex Days();

    [GeneratedRegex("<button type=\"submit\" name=\"slot\"")]
    private static partial Regex Times();
}
