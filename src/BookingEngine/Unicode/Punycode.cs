using System.Text;

namespace BookingEngine.Unicode;

/// <summary>The encoding of RFC 3492 for a label with characters outside ASCII.</summary>
internal static class Punycode
{
    private const int Base = 36, TMin = 1, TMax = 26, Skew = 38, Damp = 700, InitialBias = 72, InitialN = 128;

    public static string Encode(string label)
    {
        var points = label.EnumerateRunes().Select(rune => rune.Value).ToArray();
        var encoded = new StringBuilder().Append(string.Concat(points.Where(point => point < InitialN).Select(point => (char)point)));
        var (basic, delta, bias, next) = (encoded.Length, 0, InitialBias, InitialN);
        if (basic > 0)
        {
            encoded.Append('-');
        }

        for (var done = basic; done < points.Length; delta++, next++)
        {
            var lowest = points.Where(point => point >= next).Min();
            (delta, next) = (delta + ((lowest - next) * (done + 1)), lowest);
            foreach (var point in points)
            {
                delta += point < next ? 1 : 0;
                if (point == next)
                {
                    Append(encoded, delta, bias);
                    (bias, delta, done) = (Adapt(delta, done + 1, done == basic), 0, done + 1);
                }
            }
        }

        return encoded.ToString();
    }

    private static void Append(StringBuilder encoded, int number, int bias)
    {
        for (var k = Base; ; k += Base)
        {
            var threshold = Math.Clamp(k - bias, TMin, TMax);
            if (number < threshold)
            {
                encoded.Append(Digit(number));
                return;
            }

            encoded.Append(Digit(threshold + ((number - threshold) % (Base - threshold))));
            number = (number - threshold) / (Base - threshold);
        }
    }

    private static int Adapt(int delta, int points, bool isFirst)
    {
        delta = isFirst ? delta / Damp : delta / 2;
        delta += delta / points;
        var k = 0;
        for (; delta > (Base - TMin) * TMax / 2; k += Base)
        {
            delta /= Base - TMin;
        }

        return k + ((Base - TMin + 1) * delta / (delta + Skew));
    }

    private static char Digit(int number) => (char)(number < 26 ? 'a' + number : '0' + number - 26);
}
