using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Contract;

/// <summary>The app's key, the token, wrong methods and unknown paths.</summary>
[Collection(ContractTests.Name)]
public sealed class AdmissionContract(ContractApi api)
{
    public static TheoryData<string, string> WithToken { get; } = new()
    {
        { "GET", "/users/me" }, { "PUT", "/users/me" }, { "PUT", "/users/me/password" }, { "POST", "/bookings" }, { "GET", "/bookings" },
    };

    public static TheoryData<string, string> WithKey { get; } = new()
    {
        { "POST", "/auth/register" }, { "POST", "/auth/token" }, { "POST", "/auth/recover-password" }, { "POST", "/auth/reset-password" },
        { "GET", "/users/me" }, { "PUT", "/users/me" }, { "PUT", "/users/me/password" }, { "POST", "/bookings" }, { "GET", "/bookings" },
    };

    [Theory]
    [MemberData(nameof(WithKey))]
    public async Task Without_the_right_key_every_request_is_refused(string method, string path)
    {
        foreach (var key in new[] { null, "", "wrong" })
        {
            (await api.SendAsync(new Call(method, path) { Key = key })).AssertProblem(403, "invalid_api_key", "Invalid or missing API Key");
        }
    }

    [Theory]
    [MemberData(nameof(WithToken))]
    public async Task Without_a_valid_token_a_request_is_unauthorized(string method, string path)
    {
        foreach (var token in new[] { null, "garbage", "eyJhbGciOiJub25lIn0.e30." })
        {
            (await api.SendAsync(new Call(method, path) { Token = token })).AssertIsUnauthorized();
        }
    }

    [Fact]
    public async Task A_customer_may_not_list_users() =>
        Assert.Equal(403, (await api.SendAsync(Call.Get("/users") with { Token = (await api.NewPersonAsync()).Token })).Status);

    [Theory]
    [InlineData("DELETE", "/bookings", "GET, POST")]
    [InlineData("GET", "/auth/token", "POST")]
    [InlineData("POST", "/users/me", "DELETE, GET, PUT")]
    [InlineData("PATCH", "/health/live", "GET, HEAD")]
    public async Task A_wrong_method_names_the_allowed_ones(string method, string path, string allowed)
    {
        var answer = await api.SendAsync(new Call(method, path) { Key = null });

        answer.AssertProblem(405, "method_not_allowed", $"{method} is not allowed here. Use {allowed}.");
        Assert.Equal(allowed, answer.Header("Allow"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/nowhere")]
    [InlineData("/bookings/%2F/x")]
    [InlineData("/api/bookings")]
    public async Task An_unknown_path_is_answered_as_a_problem(string path) => (await api.SendAsync(Call.Get(path) with { Key = null }))
        .AssertProblem(404, "not_found", "There is nothing at this address. Check the path in the documentation.");

    // The Functions worker would bind a parameter by a name in the query or in a JSON body, and fail.
    [Theory]
    [InlineData("?cancellation=x&request=x&context=x&ct=x&id=x")]
    [InlineData("?ID=1&id=2")]
    public async Task Query_parameters_do_not_bind_function_parameters(string query) =>
        Assert.Equal(200, (await api.SendAsync(Call.Get($"/users/me{query}") with { Token = (await api.NewPersonAsync()).Token })).Status);
}
