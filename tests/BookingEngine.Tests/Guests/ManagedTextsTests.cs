using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.PublicBookings;

namespace BookingEngine.Tests.Guests;

/// <summary>The manage page shows what the customer wrote about the booking.</summary>
public sealed class ManagedTextsTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task The_page_shows_answers_with_their_questions_and_notes()
    {
        await api.OpenAsync("open");
        var questions = new JsonArray(
            new JsonObject { ["id"] = "wish", ["text"] = "What <may> it be?", ["type"] = "text" }, new JsonObject { ["id"] = "dog", ["text"] = "Do you bring a dog?", ["type"] = "boolean" });
        var (service, _) = await api.NewHourAsync(await api.AdminAsync(), 1, ("questions", questions));
        var booked = await api.SubmitAsync(
            await api.HeldAsync("2031-08-01T10:00:00Z", ("service_id", service)), "grace@example.com",
            ("answers", new JsonObject { ["wish"] = "<b>Short</b>", ["dog"] = true }), ("notes", "By the window"));

        var page = await api.SendAsync(Call.Get(booked.Member("manage_link")[RunningApi.Issuer.Length..]) with { Key = null });

        string[] rows =
        [
            "<dt>What &lt;may&gt; it be?</dt><dd dir=\"auto\">&lt;b&gt;Short&lt;/b&gt;</dd>", "<dt>Do you bring a dog?</dt><dd dir=\"auto\">Yes</dd>",
            "<dd dir=\"auto\">By the window</dd>",
        ];
        Assert.All(rows, row => Assert.Contains(row, page.Text, StringComparison.Ordinal));
    }
}
