namespace BookingEngine.Ports;

/// <summary>Unpredictable bytes for keys, nonces and tokens. The only source of randomness.</summary>
public interface IRandomBytes
{
    void Fill(Span<byte> bytes);
}
