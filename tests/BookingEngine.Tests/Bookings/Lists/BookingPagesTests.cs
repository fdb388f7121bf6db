using System.Text.Json.Nodes;
using BookingEngine.Functions.Bookings.Lists;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Bookings.Lists;

/// <summary>Pages, cursors and tables of staff and administrators. The fixture does not change.</summary>
public sealed class BookingPagesTests(BookingPagesFixture fixture) : IClassFixture<BookingPagesFixture>
{
    private readonly BookingListFixture _fixture = fixture.Lists;

    [Fact]
    public async Task Lists_of_others_have_pages_of_50_and_own_lists_are_whole()
    {
        var first = (await _fixture.Api.ListAsync(_fixture.Admin, "?scope=all")).Json;
        Assert.Equal(50, first["bookings"]!.AsArray().Count);
        var rest = (await _fixture.Api.ListAsync(_fixture.Admin, $"?scope=all&cursor={first["next_cursor"]}")).Json;
        Assert.Equal((10, null), (rest["bookings"]!.AsArray().Count, (string?)rest["next_cursor"]));
        var own = (await _fixture.Api.ListAsync(_fixture.Ada, "?status=confirmed,pending")).Json;
        Assert.Equal((30, false), (own["bookings"]!.AsArray().Count, own.ContainsKey("next_cursor")));
    }

    [Theory]
    [InlineData("scope=all", 7)]
    [InlineData("scope=all&status=confirmed,pending", 7)]
    [InlineData("scope=all&service_id=cut&status=confirmed,pending", 1)]
    [InlineData("resource_id=chair-2&service_id=class", 3)]
    [InlineData("resource_id=chair-1&status=pending,confirmed", 2)]
    [InlineData("user_id={bob}&service_id=cut", 4)]
    [InlineData("user_id={ada}&resource_id=chair-1&status=pending", 1)]
    [InlineData("scope=all&from=2031-06-03T00:00:00Z&to=2031-06-04T00:00:00Z", 5)]
    public async Task Pages_show_the_whole_list_once_in_order(string query, int limit)
    {
        query = query.Replace("{ada}", $"{_fixture.Ada.Id}", StringComparison.Ordinal).Replace("{bob}", $"{_fixture.Bob.Id}", StringComparison.Ordinal);
        var whole = (await _fixture.Api.ListAsync(_fixture.Admin, $"?{query}&limit=100")).Json["bookings"]!.AsArray().Select(b => (string)b!["id"]!).ToList();
        var pages = await fixture.PagesAsync(_fixture.Admin, query, limit);
        Assert.NotEmpty(whole);
        Assert.Equal(whole, pages.SelectMany(p => p));
        Assert.All(pages[..^1], page => Assert.Equal(limit, page.Length));
    }

    [Fact]
    public async Task A_cursor_is_valid_only_for_the_same_filters_and_caller()
    {
        var other = await _fixture.Api.NewPersonAsync("admin");
        string[] queries =
        [
            "scope=all", "scope=all&status=confirmed", "scope=all&status=confirmed,pending", "scope=all&service_id=cut", "resource_id=chair-1",
            $"user_id={_fixture.Ada.Id}", "scope=all&from=2031-06-02", "scope=all&to=2031-07-02", "scope=all&from=2031-06-02&time_zone=Europe/Berlin",
            $"user_id={_fixture.Ada.Id}&resource_id=chair-1", "scope=all&from=2031-06-02T00:00:00Z",
        ];
        foreach (var query in queries)
        {
            var cursor = (await _fixture.Api.ListAsync(_fixture.Admin, $"?{query}&limit=1")).Member("next_cursor");
            foreach (var another in queries)
            {
                Assert.Equal((query == another ? 200 : 422, another), ((await _fixture.Api.ListAsync(_fixture.Admin, $"?{another}&cursor={cursor}")).Status, another));
            }

            (await _fixture.Api.ListAsync(other, $"?{query}&cursor={cursor}")).AssertInvalidFields(("cursor", "must be the next_cursor of the same list"));
            (await _fixture.Api.ListAsync(_fixture.Admin, $"?{query}&cursor={cursor[1..]}")).AssertInvalidFields(("cursor", "must be the next_cursor of the same list"));
        }

        var some = (await _fixture.Api.ListAsync(_fixture.Admin, "?scope=all&status=pending,confirmed&limit=1")).Member("next_cursor");
        Assert.Equal(200, (await _fixture.Api.ListAsync(_fixture.Admin, $"?scope=all&status=confirmed,pending&limit=5&cursor={some}")).Status);
    }

    [Fact]
    public async Task A_table_has_the_json_fields_and_a_cursor_header()
    {
        var json = (await _fixture.Api.ListAsync(_fixture.Staff, "?scope=all&limit=3")).Json["bookings"]!.AsArray();
        var table = await _fixture.Api.ListAsync(_fixture.Staff, "?scope=all&limit=3&format=csv");

        Assert.Equal(
            (200, "text/csv; charset=utf-8; header=present", "attachment; filename=\"bookings.csv\"", "Accept", "no-store"),
            (table.Status, table.Header("Content-Type"), table.Header("Content-Disposition"), table.Header("Vary"), table.Header("Cache-Control")));
        Assert.Equal(
            [
                "id,user_id,slot,end,time_zone,service_id,resource_id,status,quantity,created_at,override,"
                + "customer_name,guest_name,service_name,resource_name,location_id,location_name",
                .. json.Select(RowOf), "",
            ],
            table.Text.Split("\r\n"));
        var next = await _fixture.Api.ListAsync(_fixture.Staff, $"?scope=all&limit=100&format=csv&cursor={table.Header("Next-Cursor")}");
        Assert.Equal((19, null), (next.Text.Split("\r\n").Length, next.Header("Next-Cursor")));
    }

    [Theory]
    [InlineData("text/csv", "", true)]
    [InlineData("application/json;q=0.5, text/csv", "", true)]
    [InlineData("text/csv;q=0.5, application/json", "", false)]
    [InlineData("text/csv, application/json", "", false)]
    [InlineData("text/csv;q=0", "", false)]
    [InlineData("*/*", "", false)]
    [InlineData("text/csv", "&format=json", false)]
    [InlineData("application/json", "&format=csv", true)]
    [InlineData("text/csv;;q=", "", false)]
    public async Task A_table_is_returned_when_the_client_accepts_csv(string accept, string format, bool isTable)
    {
        var answer = await _fixture.Api.SendAsync(Call.Get($"/bookings?scope=all{format}") with { Token = _fixture.Admin.Token, Headers = [("Accept", accept)] });
        Assert.Equal((200, isTable), (answer.Status, answer.Header("Content-Type")!.StartsWith("text/csv", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_table_has_up_to_1000_rows_and_is_not_for_customers()
    {
        Assert.Equal(BookingPagesFixture.Count + 2, (await _fixture.Api.ListAsync(_fixture.Admin, "?scope=all&format=csv")).Text.Split("\r\n").Length);
        Assert.Equal(BookingPagesFixture.Count + 2, (await _fixture.Api.ListAsync(_fixture.Admin, "?scope=all&format=csv&limit=1000")).Text.Split("\r\n").Length);
        (await _fixture.Api.ListAsync(_fixture.Admin, "?scope=all&format=csv&limit=1001")).AssertInvalidFields(("limit", "must be a whole number from 1 to 1000"));
        (await _fixture.Api.ListAsync(_fixture.Ada, "?format=csv")).AssertProblem(403, "missing_role", "Your role does not allow this. Ask an administrator.");
    }

    // Every booking has the fields up to override, which is omitted if it is false.
    private static string RowOf(JsonNode? booking) => string.Join(
        ',', BookingCsv.Columns.TakeWhile(column => column != "override").Select(column => booking![column]!.ToString())
            .Append("false,Ada Lovelace,,Haircut,Chair 1,berlin,Salon Mitte"));
}
