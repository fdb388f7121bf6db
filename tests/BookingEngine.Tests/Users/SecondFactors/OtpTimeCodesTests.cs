using BookingEngine.Infrastructure.Security;
using BookingEngine.Tests.Cross;
using NodaTime;

namespace BookingEngine.Tests.Users.SecondFactors;

public sealed class OtpTimeCodesTests
{
    // RFC 6238, appendix B: the secret 12345678901234567890, the last six digits.
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private readonly OtpTimeCodes _codes = new(new SystemRandomBytes(), ConfiguredApi.Read());

    [Theory]
    [InlineData(59, "287082", 1)]
    [InlineData(1_111_111_109, "081804", 37_037_036)]
    [InlineData(1_111_111_111, "050471", 37_037_037)]
    [InlineData(1_234_567_890, "005924", 41_152_263)]
    [InlineData(2_000_000_000, "279037", 66_666_666)]
    [InlineData(20_000_000_000, "353130", 666_666_666)]
    public void Codes_are_those_of_the_standard(long seconds, string code, long step) =>
        Assert.Equal(step, _codes.StepOf(Secret, code, Instant.FromUnixTimeSeconds(seconds)));

    [Theory]
    [InlineData(-30, true)]
    [InlineData(30, true)]
    [InlineData(-61, false)]
    [InlineData(61, false)]
    public void A_clock_may_differ_by_a_step(int seconds, bool isAccepted) =>
        Assert.Equal(isAccepted, _codes.StepOf(Secret, "279037", Instant.FromUnixTimeSeconds(2_000_000_000 + seconds)) == 66_666_666);

    [Theory]
    [InlineData("")]
    [InlineData("27903")]
    [InlineData("2790370")]
    [InlineData("27903a")]
    [InlineData("\u0662\u0667\u0669\u0660\u0663\u0667")]
    public void Anything_but_six_digits_is_wrong(string code) => Assert.Null(_codes.StepOf(Secret, code, Instant.FromUnixTimeSeconds(2_000_000_000)));

    [Fact]
    public void A_new_secret_has_160_random_bits_and_its_own_codes()
    {
        var (one, other) = (_codes.NewSecret(), _codes.NewSecret());
        Assert.Equal((32, 32, true), (one.Length, other.Length, one != other));
        Assert.NotNull(_codes.StepOf(one, TimeCodes.At(one, DateTimeOffset.FromUnixTimeSeconds(2_000_000_000)), Instant.FromUnixTimeSeconds(2_000_000_000)));
        Assert.Equal(
            $"otpauth://totp/booking.example.com:ada%2Bx%40example.com?secret={one}&issuer=booking.example.com", _codes.AddressOf(one, "ada+x@example.com"));
    }
}
