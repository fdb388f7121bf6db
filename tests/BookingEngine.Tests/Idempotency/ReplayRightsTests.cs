using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Idempotency;

/// <summary>A repeated request asks the rights again before it gets the stored answer.</summary>
public sealed class ReplayRightsTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Theory]
    [InlineData("customer")]
    [InlineData("staff")]
    public async Task A_member_without_the_right_gets_no_stored_answer(string role)
    {
        var (staff, key) = (await api.NewPersonAsync("staff", "default"), IdempotentCalls.NewKey());
        var body = new JsonObject { ["slot"] = People.NewSlot(), ["guest"] = new JsonObject { ["name"] = "Grace", ["phone"] = "+49 30 1234" } }.ToJsonString();
        Assert.Equal(201, (await api.SendAsync(IdempotentCalls.Of(staff.Token, key, body))).Status);
        Assert.Equal(201, (await api.SendAsync(IdempotentCalls.Of(staff.Token, key, body))).Status);
        Assert.Equal(200, (await api.ChangeRoleAsync(await api.AdminAsync(), $"{staff.Id}", role)).Status);
        var token = (await api.SignInAsync(staff.Email)).Member("access_token");

        var again = await api.SendAsync(IdempotentCalls.Of(token, key, body));

        Assert.Equal((403, "guest_forbidden", null), (again.Status, again.Member("code"), again.Header("Idempotent-Replayed")));
        Assert.DoesNotContain("manage_link", again.Text, StringComparison.Ordinal);
    }
}
