using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Catalogue;

/// <summary>Lists and histories. Each test has its own deployment.</summary>
public sealed class CatalogueListTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task The_initial_location_keeps_its_position_after_a_change()
    {
        var admin = await _api.AdminAsync();
        Assert.Equal(["default"], (await _api.GetAsync(admin, "/locations")).IdsOf("locations"));
        foreach (var id in new[] { "west", "Berlin", "cologne", "east" })
        {
            await _api.PostAsync(admin, "/locations", CatalogueCalls.Location(id));
        }

        string[] all = ["Berlin", "cologne", "default", "east", "west"];
        await AssertPagesAsync(admin, all);
        Assert.Equal(200, (await _api.PutAsync(admin, "/locations/default", CatalogueCalls.Location(), "\"0\"")).Status);
        await AssertPagesAsync(admin, all);
        Assert.Equal("\"1\"", (await _api.GetAsync(admin, "/locations/default")).Header("ETag"));
    }

    [Fact]
    public async Task Customers_see_active_objects_and_staff_see_all()
    {
        var (admin, customer, staff) = (await _api.AdminAsync(), await _api.NewPersonAsync(), await _api.NewPersonAsync("staff", "default"));
        await _api.PostAsync(admin, "/services", CatalogueCalls.Service("offered"));
        await _api.PostAsync(admin, "/services", CatalogueCalls.Service("retired"));
        var retired = CatalogueCalls.Service();
        retired["active"] = false;
        Assert.Equal(200, (await _api.PutAsync(admin, "/services/retired", retired, "\"1\"")).Status);

        Assert.Equal(["default", "offered"], (await _api.GetAsync(customer, "/services")).IdsOf("services"));
        Assert.Equal(["default", "offered", "retired"], (await _api.GetAsync(staff, "/services")).IdsOf("services"));
        Assert.Equal(404, (await _api.GetAsync(customer, "/services/retired")).Status);
        Assert.Equal(200, (await _api.GetAsync(admin, "/services/retired")).Status);

        var page = await _api.GetAsync(customer, "/services?limit=2");
        Assert.Null(page.Json["next_cursor"]);
    }

    [Fact]
    public async Task The_history_shows_actor_action_and_time()
    {
        var (admin, other) = (await _api.AdminAsync(), await _api.NewPersonAsync("admin"));
        await _api.PostAsync(admin, "/services", CatalogueCalls.Service("told"));
        _api.Clock.Advance(TimeSpan.FromMinutes(1));
        var (longer, retired) = (CatalogueCalls.Service(), CatalogueCalls.Service());
        (longer["duration"], retired["duration"]) = (60, 60);
        retired["active"] = false;
        await _api.PutAsync(other, "/services/told", longer, "\"1\"");
        await _api.PutAsync(other, "/services/told", retired, "\"2\"");

        var history = (await _api.GetAsync(admin, "/services/told/history")).Json["entries"]!.AsArray();

        Assert.Equal(
            [("created", admin.Id, "2030-05-01T12:00:00Z", 45, true), ("changed", other.Id, "2030-05-01T12:01:00Z", 60, true),
                ("retired", other.Id, "2030-05-01T12:01:00Z", 60, false)],
            history.Select(e => ((string)e!["change"]!, Guid.Parse((string)e["by"]!), (string)e["at"]!, (int)e["definition"]!["duration"]!, (bool)e["definition"]!["active"]!)));
        var first = await _api.GetAsync(admin, "/services/told/history?limit=1");
        var rest = await _api.GetAsync(admin, $"/services/told/history?cursor={first.Member("next_cursor")}");
        Assert.Equal(["changed", "retired"], rest.Json["entries"]!.AsArray().Select(e => (string)e!["change"]!));
        Assert.Empty((await _api.GetAsync(admin, "/services/default/history")).Json["entries"]!.AsArray());
    }

    [Fact]
    public async Task A_cursor_of_another_list_is_refused()
    {
        var admin = await _api.AdminAsync();
        await _api.PostAsync(admin, "/services", CatalogueCalls.Service(CatalogueCalls.NewId()));
        var cursor = (await _api.GetAsync(admin, "/services?limit=1")).Member("next_cursor");

        Assert.Equal(200, (await _api.GetAsync(admin, $"/services?cursor={cursor}")).Status);
        (await _api.GetAsync(admin, $"/resources?cursor={cursor}&limit=0")).AssertInvalidFields(
            ("cursor", "must be the next_cursor of the same list"), ("limit", "must be a whole number from 1 to 100"));
    }

    private async Task AssertPagesAsync(Person reader, string[] all)
    {
        Assert.Equal(all, (await _api.GetAsync(reader, "/locations")).IdsOf("locations"));
        for (var limit = 1; limit <= all.Length + 1; limit++)
        {
            List<string> seen = [];
            for (string? query = $"?limit={limit}"; query is not null;)
            {
                var page = await _api.GetAsync(reader, $"/locations{query}");
                seen.AddRange(page.IdsOf("locations"));
                query = (string?)page.Json["next_cursor"] is { } cursor ? $"?limit={limit}&cursor={cursor}" : null;
            }

            Assert.Equal(all, seen);
        }
    }
}
