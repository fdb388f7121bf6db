using System.Text.RegularExpressions;
using BookingEngine.Functions.Http;
using BookingEngine.Outbound;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Security;

/// <summary>Calls every route as every caller and compares the result with the table of docs/security.md.</summary>
public sealed partial class RoleMatrixTests
{
    [Fact]
    public void Every_route_has_a_row() => Assert.Equal(
        RouteTable.Routes.SelectMany(r => r.Methods.Where(m => m != "HEAD").Select(m => $"{m} /{r.Template}")).Order(StringComparer.Ordinal),
        MatrixRows.All.Select(r => r.Route).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Every_cell_of_the_documents_table_is_enforced()
    {
        using var api = new RunningApi
        {
            Settings = { ["PUBLIC_HOLDS"] = "off" },
            Replacing = services => services.AddSingleton<IOutboundHttp>(new FakeReceiver()),
        };
        await api.InitializeAsync();
        var fixture = await MatrixFixture.OpenAsync(api);
        List<string[]> measured = [[.. MatrixTable.Titles, .. fixture.Callers.Select(a => a.Title)]];
        foreach (var row in MatrixRows.All)
        {
            List<string> cells = [$"`{row.Route}`", row.Case];
            foreach (var caller in fixture.Callers)
            {
                cells.Add(await CellAsync(fixture, row, caller));
            }

            measured.Add([.. cells]);
        }

        await api.DisposeAsync();

        MatrixTable.AssertIs(measured, MatrixTable.In(await MatrixTable.DocumentAsync()));
    }

    [Fact]
    public async Task Every_test_named_in_the_document_exists()
    {
        var named = TestName().Matches(await MatrixTable.DocumentAsync()).Select(m => m.Groups[1].Value).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(typeof(RoleMatrixTests).Assembly.GetTypes().Select(t => t.Name)));
    }

    private static async Task<string> CellAsync(MatrixFixture fixture, MatrixRow row, MatrixCaller caller)
    {
        var call = await row.BuildCall(fixture, caller);
        Assert.Contains(call.Method, RouteTable.MethodsAt(new Uri(fixture.Api.Address, call.Path).AbsolutePath));
        var answer = await fixture.Api.SendAsync(call with
        {
            Token = call.Token ?? caller.Person?.Token,
            Key = caller.HasKey ? RunningApi.Key : null,
        });
        return answer.Status switch
        {
            >= 200 and < 300 => row.ExpectedText is null || answer.Text.Contains(row.ExpectedText(fixture), StringComparison.Ordinal) ? "yes" : "none",
            403 when answer.Header("Content-Type") == "application/problem+json" && answer.Member("code") == "invalid_api_key" => "key",
            303 when answer.Header("Location") is { } led && (led == "/sign-in" || (led.StartsWith("/sign-in?next=", StringComparison.Ordinal) && !led.Contains("kept", StringComparison.Ordinal))) => "sign-in",
            var status => $"{status}",
        };
    }

    [GeneratedRegex(@"`(\w+Tests)`")]
    private static partial Regex TestName();
}
