using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Security;

/// <summary>The routes of visitors without an account.</summary>
internal static class MatrixVisitors
{
    public static MatrixRow[] Rows =>
    [
        MatrixRow.Get($"/public/availability?service_id=cut&from=2031-01-01&to=2031-02-01", "/public/availability"),
        MatrixRow.PostWith("/public/bookings", async s => new() { ["token"] = await s.VisitorHoldAsync(), ["name"] = "Grace", ["email"] = People.NewAddress() }) with { Case = "with a hold's token" },
        MatrixRow.Post("/public/bookings/confirm", _ => new() { ["token"] = "x" }) with { Case = "without its token" },
        new("POST /public/holds", async (s, _) => Call.PostJson("/public/holds", SalonFixture.With(s.BookingBody(), ("token", await s.VisitorHoldAsync())).ToJsonString())),
        new("POST /public/holds/{token}/extend", async (s, _) => Call.Post($"/public/holds/{await s.VisitorHoldAsync()}/extend")) { Case = "with its token" },
        MatrixRow.Get("/public/proof?purpose=hold", "/public/proof"),
        MatrixRow.Get("/public/services"),
    ];
}
