using BookingEngine.Calendars.Events;
using BookingEngine.Functions.Http;
using BookingEngine.Guests;
using BookingEngine.Infrastructure.Security;
using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using BookingEngine.WaitlistMails;
using NodaTime;

namespace BookingEngine.Tests.SecretRotation;

/// <summary>Every kind of signed text is read with the previous secret and written with the current one.</summary>
public sealed class RotatedTokenTests
{
    private const string NewSecret = "the-next-signing-secret-of-32-bytes-and-more";
    private static readonly byte[] Old = [.. Enumerable.Repeat((byte)1, 32)], New = [.. Enumerable.Repeat((byte)2, 32)];

    [Fact]
    public void A_link_of_before_is_read_and_made_again_by_its_hash()
    {
        var (user, request) = (new UserId(Guid.CreateVersion7()), Guid.CreateVersion7());
        var token = new LinkTokens(Old).Create(LinkPurpose.ResetPassword, user, request);
        var rotating = new LinkTokens(New, Old);

        Assert.Equal((user, request), rotating.Read(LinkPurpose.ResetPassword, token));
        Assert.Equal(token, rotating.Find(LinkPurpose.ResetPassword, user, request, LinkTokens.Hash(token)));
        Assert.NotEqual(token, rotating.Create(LinkPurpose.ResetPassword, user, request));
        Assert.Null(new LinkTokens(New).Read(LinkPurpose.ResetPassword, token));
        Assert.Null(new LinkTokens(New).Find(LinkPurpose.ResetPassword, user, request, LinkTokens.Hash(token)));
    }

    [Fact]
    public void A_refresh_token_and_a_manage_link_of_before_are_read()
    {
        var random = new SystemRandomBytes();
        var session = new SessionId(Guid.CreateVersion7());
        var refresh = new RefreshTokens(Old, random).New(session);
        var link = new ManageLink(new BookingId(Guid.CreateVersion7()), Instant.FromUtc(2030, 1, 1, 0, 0), 1);
        var manage = new ManageTokens(Old).Create(link);

        Assert.Equal(session, new RefreshTokens(New, random, Old).Read(refresh));
        Assert.Null(new RefreshTokens(New, random).Read(refresh));
        Assert.Equal(link, new ManageTokens(New, Old).Read(manage));
        Assert.Null(new ManageTokens(New).Read(manage));
    }

    [Fact]
    public void A_link_of_a_waitlist_of_before_is_read()
    {
        var link = new WaitlistLink(new EntryId(Guid.CreateVersion7()), new OfferId(Guid.CreateVersion7()));
        var token = new WaitlistTokens(Old).Create(link);

        Assert.Equal(link, new WaitlistTokens(New, Old).Read(token));
        Assert.Null(new WaitlistTokens(New).Read(token));
    }

    [Fact]
    public void A_cursor_of_before_continues()
    {
        var cursor = new Cursor(ConfiguredApi.Read()).Write("bookings", "key");
        Assert.Equal("key", new Cursor(Rotated(("JWT_SECRET_KEY_PREVIOUS", RunningApi.JwtSecret))).Read("bookings", cursor));
        Assert.Null(new Cursor(Rotated()).Read("bookings", cursor));
    }

    [Fact]
    public void An_access_token_of_before_is_read()
    {
        var now = Instant.FromUtc(2030, 1, 1, 0, 0);
        var session = new Session(new SessionId(Guid.CreateVersion7()), new UserId(Guid.CreateVersion7()), Role.Customer, now, now + Duration.FromHours(1), "", now, null);
        var token = new JwtAccessTokens(ConfiguredApi.Read()).Issue(session, now).Text;

        Assert.Equal(session.Id, new JwtAccessTokens(Rotated(("JWT_SECRET_KEY_PREVIOUS", RunningApi.JwtSecret))).Read(token, now)?.Session);
        Assert.Null(new JwtAccessTokens(Rotated()).Read(token, now));
    }

    private static Infrastructure.Configuration.Settings Rotated(params (string, string)[] settings) =>
        ConfiguredApi.Read([("JWT_SECRET_KEY", NewSecret), .. settings]);
}
