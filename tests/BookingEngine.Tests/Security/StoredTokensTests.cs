using BookingEngine.Calendars.Events;
using BookingEngine.Functions;
using BookingEngine.Functions.Http;
using BookingEngine.Guests;
using BookingEngine.Ports;
using BookingEngine.Tests.Cross;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Security;

/// <summary>Existing tokens of clients and mails stay valid: the same key and content always give the same text.</summary>
public sealed class StoredTokensTests : IDisposable
{
    private const string Refresh =
        "AZehssPUfl-AcZKjtMXW5wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fFvZiM9zlqmZ9g4RlluQoGj1f-xpBlST-6_w1B0xS6aY";

    private const string Reset = "AZehsgAAcACAAAAAAAAAAQGXobIAAHAAgAAAAAAAAALTxUy5JbCOGgEyR81IMtjad9f4v4848Upycco5IyWHbQ";
    private const string Verify = "AZehsgAAcACAAAAAAAAAAQGXobIAAHAAgAAAAAAAAAJzCP6Q3YDtaHIV8lNcpsS07OCaCVy_orYOksTb8CPBHA";
    private const string Manage = "AZehsgAAcACAAAAAAAAAAwAAAABxiVjoAAAAB4sEcgmYTidyi3gdba74wyDlbL-aeKifXXGfchX2tY5k";
    private const string Page = "Z3-zOMPA-h9J9lRG8VVWIzIwMzAtMDUtMTJUMTQ6MzA6MDBaIMO2";
    private const string PageQuery = "bookings of ä";
    private const string PageKey = "2030-05-12T14:30:00Z ö";

    private static readonly SessionId Session = new(Guid.Parse("0197a1b2-c3d4-7e5f-8071-92a3b4c5d6e7"));
    private static readonly UserId User = new(Guid.Parse("0197a1b2-0000-7000-8000-000000000001"));
    private static readonly Guid Request = Guid.Parse("0197a1b2-0000-7000-8000-000000000002");

    private static readonly ManageLink Link = new(
        new BookingId(Guid.Parse("0197a1b2-0000-7000-8000-000000000003")), Instant.FromUtc(2030, 5, 12, 14, 30), 7);

    private readonly ServiceProvider _services = new ServiceCollection()
        .AddLogging()
        .AddFunctions(ConfiguredApi.Read(("JWT_SECRET_KEY", "a signing key of 32 bytes or more")))
        .AddSingleton<IRandomBytes, CountingBytes>()
        .BuildServiceProvider();

    private RefreshTokens RefreshTokens => _services.GetRequiredService<RefreshTokens>();

    private LinkTokens LinkTokens => _services.GetRequiredService<LinkTokens>();

    private ManageTokens ManageTokens => _services.GetRequiredService<ManageTokens>();

    private Cursor Cursor => _services.GetRequiredService<Cursor>();

    [Fact]
    public void A_refresh_token_keeps_its_format() =>
        Assert.Equal((Session, Refresh), (RefreshTokens.Read(Refresh), RefreshTokens.New(Session)));

    [Fact]
    public void A_link_in_a_reset_mail_keeps_its_format() => Assert.Equal(
        ((User, Request), Reset), (LinkTokens.Read(LinkPurpose.ResetPassword, Reset), LinkTokens.Create(LinkPurpose.ResetPassword, User, Request)));

    [Fact]
    public void A_link_in_a_verification_mail_keeps_its_format() => Assert.Equal(
        ((User, Request), Verify), (LinkTokens.Read(LinkPurpose.VerifyEmail, Verify), LinkTokens.Create(LinkPurpose.VerifyEmail, User, Request)));

    [Fact]
    public void A_manage_link_keeps_its_format() =>
        Assert.Equal((Link, Manage), (ManageTokens.Read(Manage), ManageTokens.Create(Link)));

    [Fact]
    public void A_cursor_keeps_its_format() =>
        Assert.Equal((PageKey, Page), (Cursor.Read(PageQuery, Page), Cursor.Write(PageQuery, PageKey)));

    [Fact]
    public void A_token_is_valid_only_for_its_purpose_and_query()
    {
        Assert.Null(LinkTokens.Read(LinkPurpose.VerifyEmail, Reset));
        Assert.Null(Cursor.Read("another query", Page));
        foreach (var token in (string[])[Reset, Verify, Manage, Page])
        {
            Assert.Null(RefreshTokens.Read(token));
        }
    }

    public void Dispose() => _services.Dispose();

    private sealed class CountingBytes : IRandomBytes
    {
        public void Fill(Span<byte> bytes)
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)i;
            }
        }
    }
}
