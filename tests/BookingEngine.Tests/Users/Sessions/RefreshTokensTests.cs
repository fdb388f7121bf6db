using System.Buffers.Text;
using BookingEngine.Infrastructure.Security;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Tests.Users.Sessions;

public sealed class RefreshTokensTests
{
    private static readonly RefreshTokens Tokens = new(new byte[32], new SystemRandomBytes());
    private static readonly SessionId Session = new(Guid.CreateVersion7());

    [Fact]
    public void A_token_contains_its_session_and_is_unique()
    {
        var (first, second) = (Tokens.New(Session), Tokens.New(Session));
        Assert.Equal((Session, Session), (Tokens.Read(first), Tokens.Read(second)));
        Assert.NotEqual(first, second);
        Assert.NotEqual(RefreshTokens.Hash(first), RefreshTokens.Hash(second));
        Assert.Equal(107, first.Length);
    }

    [Fact]
    public void A_token_of_another_deployment_is_refused() =>
        Assert.Null(new RefreshTokens([.. Enumerable.Repeat((byte)1, 32)], new SystemRandomBytes()).Read(Tokens.New(Session)));

    [Fact]
    public void A_token_with_any_altered_byte_is_refused()
    {
        var bytes = Base64Url.DecodeFromChars(Tokens.New(Session));
        for (var i = 0; i < bytes.Length; i++)
        {
            byte[] altered = [.. bytes];
            altered[i] ^= 1;
            Assert.Null(Tokens.Read(Base64Url.EncodeToString(altered)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.c2ln")]
    [InlineData("\0")]
    [InlineData("ä")]
    public void Any_other_text_is_refused(string text) => Assert.Null(Tokens.Read(text));

    [Theory]
    [InlineData(' ')]
    [InlineData('A')]
    [InlineData('=')]
    public void A_repeated_character_of_token_length_is_refused(char character) => Assert.Null(Tokens.Read(new string(character, 107)));
}
